package org.tocsin.events.shape;

import java.util.ArrayList;
import java.util.List;

/** What is found while one event is read: every violation and every warning, not only the first. */
public final class Reading {

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> warnings = new ArrayList<>();

  public void violation(String pointer, String rule, String detail, String fix) {
    violations.add(new Violation(pointer, rule, detail, fix));
  }

  public void warning(String pointer, String rule, String detail, String fix) {
    warnings.add(new Violation(pointer, rule, detail, fix));
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  public List<Violation> warnings() {
    return List.copyOf(warnings);
  }

  public boolean sound() {
    return violations.isEmpty();
  }
}
