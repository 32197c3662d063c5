package org.tocsin.events.shape;

/**
 * Thrown by a record's constructor when its fields, each right alone, do not fit together. Such a
 * constructor takes null for any field.
 */
public final class FieldException extends IllegalArgumentException {

  private final String field;
  private final String fix;

  public FieldException(String field, String detail, String fix) {
    super(detail);
    this.field = field;
    this.fix = fix;
  }

  public String field() {
    return field;
  }

  public String fix() {
    return fix;
  }
}
