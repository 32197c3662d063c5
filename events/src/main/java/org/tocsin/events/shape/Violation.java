package org.tocsin.events.shape;

/**
 * One thing that is wrong with a submitted event, in words that name the field, the rule and a fix
 * and never repeat the value.
 *
 * @param pointer the place, as a JSON pointer (RFC 6901) into what was sent
 * @param rule the rule's stable name, such as {@code required} or {@code unknown-field}
 * @param detail what is wrong
 * @param fix what to do
 */
public record Violation(String pointer, String rule, String detail, String fix) {}
