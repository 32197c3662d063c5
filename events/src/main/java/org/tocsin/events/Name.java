package org.tocsin.events;

import org.tocsin.events.shape.FieldException;
import org.tocsin.events.shape.Required;
import org.tocsin.events.shape.Text;

/** A name of a defender in one script; several spellings of one person are several names. */
public record Name(@Required String text, @Text(max = 4) String script) {

  public Name {
    if (script != null && !script.matches("[A-Z][a-z]{3}")) {
      throw new FieldException(
          "script", "not a script", "Give the ISO 15924 code, such as Latn, Arab, Cyrl or Hans.");
    }
  }
}
