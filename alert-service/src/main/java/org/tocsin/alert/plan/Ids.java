package org.tocsin.alert.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Ids in the plan: well-formed, and of something that is there. */
final class Ids {

  private Ids() {}

  /** Checks an id that is the name of an entry. */
  static void check(String id, Place place) {
    try {
      Words.id(id);
    } catch (IllegalArgumentException e) {
      place.flaw("id", "The name of this entry is no id.", "Use " + Words.ID_FORM + ".");
    }
  }

  static Set<String> read(List<Place> places) {
    var ids = new LinkedHashSet<String>();
    places.forEach(place -> ids.add(place.read(Words::id, Words.ID_FORM, "")));
    return ids;
  }

  /** Ids of what must be there. */
  static Set<String> known(List<Place> places, Collection<String> there, String what) {
    var ids = new LinkedHashSet<String>();
    places.forEach(place -> ids.add(known(place, there, what)));
    return ids;
  }

  static String known(Place place, Collection<String> there, String what) {
    String id = place.read(Words::id, "the id of a " + what, "");
    if (!id.isEmpty() && !there.contains(id)) {
      place.flaw(
          "unknown-" + what,
          "There is no " + what + " with this id.",
          "Add it, or name one that is there.");
    }
    return id;
  }
}
