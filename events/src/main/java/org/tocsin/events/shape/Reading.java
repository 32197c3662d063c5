package org.tocsin.events.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * What is found while one event is read: every violation and every warning, not only the first. Of
 * a hostile event with thousands of violations the first hundred are kept.
 */
public final class Reading {

  /** How many violations, and how many warnings, are kept. */
  static final int MOST = 100;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();
  private int found;

  public void violation(String pointer, Rule rule, String detail, String fix) {
    found++;
    if (!full()) {
      violations.add(new Violation(pointer, rule.code(), detail, fix));
    }
  }

  public void warning(String pointer, Rule rule, String detail, String fix) {
    if (warnings.size() < MOST) {
      warnings.add(new Violation(pointer, rule.code(), detail, fix));
    }
  }

  /** Takes over what another reading found. */
  void add(Reading other) {
    found += other.found;
    other.violations.stream().limit(MOST - violations.size()).forEach(violations::add);
    other.warnings.stream().limit(MOST - warnings.size()).forEach(warnings::add);
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  public List<Violation> warnings() {
    return List.copyOf(warnings);
  }

  /** How many violations were found, kept or not. */
  int found() {
    return found;
  }

  /** Whether further violations are counted only. */
  boolean full() {
    return violations.size() >= MOST;
  }

  public boolean sound() {
    return found == 0;
  }
}
