package org.tocsin.events.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The fields that a correction changes, each with its new value, as they stand in an event of the
 * corrected type.
 *
 * @param fields not to be changed by the caller
 */
public record Changes(ObjectNode fields) {}
