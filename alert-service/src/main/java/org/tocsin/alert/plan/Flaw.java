package org.tocsin.alert.plan;

import org.tocsin.service.problem.Fault;

/**
 * One thing that is wrong with a plan. It names the place and the rule, and never repeats a value.
 *
 * @param pointer JSON pointer; it holds ids and names of fields only
 * @param line counted from 1
 * @param column counted from 1
 * @param rule the rule's stable name, such as {@code unknown-field}
 * @param detail what is wrong
 * @param fix what to do
 */
public record Flaw(String pointer, int line, int column, String rule, String detail, String fix) {

  /** As a problem document has it. */
  Fault fault() {
    return Fault.inBody(
        pointer, rule, "Line %d, column %d: %s".formatted(line, column, detail), fix);
  }

  /** As the log has it: no ids, which could be names. */
  String logged() {
    return "line %d, column %d: %s".formatted(line, column, rule);
  }
}
