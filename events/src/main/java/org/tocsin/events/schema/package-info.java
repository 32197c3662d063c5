/**
 * The contract in the words of other tools: JSON Schema and AsyncAPI, generated from the records,
 * so that a document can never say anything else than the code.
 */
package org.tocsin.events.schema;
