package org.tocsin.events;

import org.tocsin.events.shape.Required;

/** The desk says who works on a case. */
public record OwnerAssigned(@Required String owner) implements ReprisalEvent {}
