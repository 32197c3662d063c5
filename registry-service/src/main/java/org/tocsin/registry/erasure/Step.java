package org.tocsin.registry.erasure;

import java.util.List;
import org.tocsin.service.log.WholeTopic;

/**
 * What is to be done next of an erasure. A function of what stands in log and tables, so that
 * whoever is killed after any step is replaced by one that goes on from there; each step may be
 * done again without harm.
 */
enum Step {
  /** Have all keys condemned, those that come later too. */
  MARK,
  /** Destroy condemned keys in the log. */
  WRITE_TOMBSTONES,
  /** Delete what was derived of the defender. */
  ERASE_DERIVED,
  /** Look whether anything is left, and certify that nothing is. */
  SCAN,
  /** Let the desk write in the cases again: others may be in them. */
  ALLOW_CASES,
  DONE;

  static Step next(DoneSoFar done) {
    if (done.certified()) {
      // Once new keys are allowed, what is derived comes from new reports.
      if (!done.derivedErased() && done.marked()) {
        return ERASE_DERIVED;
      }
      return done.casesRefused() ? ALLOW_CASES : DONE;
    }
    if (!done.marked() || done.keysKept() > 0) {
      return MARK;
    }
    if (done.keysDue() > 0) {
      return WRITE_TOMBSTONES;
    }
    return done.derivedErased() ? SCAN : ERASE_DERIVED;
  }

  /**
   * What a scan found.
   *
   * @param valuesLeft data keys of the owners in the topic that are no tombstones: not yet
   *     compacted
   * @param plainEvents events of the defender that an early version wrote in plain text, which
   *     nothing can erase
   * @param extents what was read
   * @param followed whether the tables have all that was read
   */
  record Found(int valuesLeft, int plainEvents, List<WholeTopic.Extent> extents, boolean followed) {

    /** What keeps the certificate from being issued. */
    int left() {
      return valuesLeft + plainEvents;
    }
  }

  /** Whether the certificate may be issued: only if nothing is left anywhere. */
  static boolean mayCertify(Found found, DoneSoFar after) {
    return found.left() == 0 && found.followed() && next(after) == SCAN;
  }
}
