package org.tocsin.alert.brief;

import java.util.List;

/**
 * A paragraph of a brief: labels and what stands after them, for any kind of page or mail.
 *
 * @param title of the paragraph
 */
public record Block(String title, List<Row> rows) {

  public Block {
    rows = List.copyOf(rows);
  }

  /** A label and its value; personal. */
  public record Row(String label, String value) {

    @Override
    public String toString() {
      return label;
    }
  }
}
