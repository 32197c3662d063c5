package org.tocsin.registry.breakglass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.tocsin.registry.casefile.NeedToKnow;
import org.tocsin.registry.casefile.Owner;
import org.tocsin.registry.history.History;

/** Whether a restricted case can be opened in an emergency, and who has to be told of it. Pure. */
final class BrokenGlass {

  private BrokenGlass() {}

  /**
   * The case's owner and everybody on its list, but for the reader.
   *
   * @return empty if the case is open to the reader: then there is nothing to break
   */
  static Optional<List<String>> told(History history, String reader) {
    NeedToKnow list = NeedToKnow.of(history);
    if (list.allows(reader)) {
      return Optional.empty();
    }
    var told = new TreeSet<>(list.people());
    Owner.of(history).map(Owner::user).ifPresent(told::add);
    told.remove(reader);
    return Optional.of(new ArrayList<>(told));
  }

  /** Where a reason belongs: it does not open at another case or under another name. */
  static String place(UUID caseId, String who) {
    return "break-glass case/" + caseId + " " + who;
  }
}
