package org.tocsin.alert.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.events.Event;
import org.tocsin.events.SealedPart;
import org.tocsin.events.vocabulary.Severity;

/** What a correction or a retraction does to an alert (DOMAIN.md, section 7, rule 4). */
record Amending(Board board) {

  /** One whose target has not come yet waits for it. */
  void amend(Amendment amendment) {
    Set<Amendment> known = board.amendments(amendment.target());
    Board.Filed target = board.filed(amendment.target());
    if (target == null || !target.report().caseId().equals(amendment.caseId())) {
      known.add(amendment);
      return;
    }
    Report report = target.report();
    Optional<Event> before = report.standing(known);
    known.add(amendment);
    Optional<Event> after = report.standing(known);
    boolean changes =
        !after.equals(before) || !(amendment.event().sealed() instanceof SealedPart.None);
    if (before.isPresent() && changes) {
      Alert alert = board.alert(target.alert());
      board.put(report, alert.id());
      amended(report, alert, amendment);
    }
  }

  private void amended(Report report, Alert alert, Amendment by) {
    List<News> standing = new ArrayList<>(board.othersIn(alert, report.key()));
    Optional<News> now = board.news(report);
    if (now.isEmpty()) {
      if (standing.isEmpty()) {
        cancel(alert, Occasion.amended(by), Label.CANCEL);
      } else {
        restate(alert, standing, false, by);
      }
      return;
    }
    Optional<Alert> elsewhere = elsewhere(alert, now.get(), standing);
    if (elsewhere.isPresent()) {
      boolean raised =
          new Filing(board).join(report, now.get(), elsewhere.get(), Occasion.amended(by));
      leave(alert, standing, report.told() && !raised, by);
    } else if (standing.isEmpty() || fits(alert.restated(standing), now.get())) {
      standing.addFirst(now.get());
      restate(alert, standing, report.told(), by);
    } else {
      moveOut(report, now.get(), alert, standing, by);
    }
  }

  /** Another alert that the news belongs to now, rather than to this one. */
  private Optional<Alert> elsewhere(Alert alert, News now, List<News> standing) {
    if (!standing.isEmpty() && fits(alert.restated(standing), now)) {
      return Optional.empty();
    }
    return Decision.joins(
        now,
        board.shelf().candidates(now, board.links()).stream()
            .filter(one -> !one.id().equals(alert.id()))
            .toList(),
        board.links());
  }

  private boolean fits(Alert alert, News now) {
    return Decision.joins(now, List.of(alert), board.links()).isPresent();
  }

  /** The others tell of what the alert is about; this report is now of something else. */
  private void moveOut(Report report, News now, Alert alert, List<News> standing, Amendment by) {
    Alert moved = Alert.of(alert.id(), now, alert.raisedAt());
    boolean raised = isFresh(moved, alert);
    if (raised) {
      new Filing(board).raiseCorrected(report, now, Occasion.amended(by));
    } else {
      new Filing(board).raiseQuietly(report, now);
    }
    leave(alert, standing, report.told() && !raised, by);
  }

  private void leave(Alert alert, List<News> standing, boolean tell, Amendment by) {
    if (standing.isEmpty()) {
      cancel(alert, Occasion.amended(by), Label.CORRECTED);
    } else {
      restate(alert, standing, tell, by);
    }
  }

  /** Nothing stands of it any more: those who got it are told, and nobody has to acknowledge it. */
  void cancel(Alert alert, String occasion, String label) {
    List<Alert> group = board.shelf().together(alert);
    boolean unverified = board.isUnverified(group.getFirst());
    board.step(new Step.StopEscalation(alert.id()));
    board.step(new Step.Withdraw(alert.id()));
    board.put(alert.withCancelled());
    var telling = new Telling(board);
    telling.reached(alert, occasion, label);
    telling.takenOut(alert);
    new Linking(board).without(alert, group, unverified, occasion);
  }

  /**
   * The alert as these tell it. Those who got it are told if it reads otherwise now, or if what
   * they were told is what was amended; if it has become severe or extreme, it is fresh news.
   */
  private void restate(Alert before, List<News> standing, boolean tell, Amendment by) {
    List<Alert> group = board.shelf().together(before);
    boolean unverified = board.isUnverified(before);
    Alert after = before.restated(standing);
    var telling = new Telling(board);
    boolean outOfStorm =
        before.ties().storm() != null && !after.stormKey().equals(before.stormKey());
    if (outOfStorm) {
      telling.takenOut(before);
    }
    if (isFresh(after, before)) {
      board.step(new Step.StopEscalation(before.id()));
      telling.raised(after, Occasion.amended(by), Label.CORRECTED);
      return;
    }
    board.put(outOfStorm ? after.with(after.ties().storm(null)) : after);
    boolean otherwise =
        after.severity() != before.severity()
            || after.timing() != before.timing()
            || board.isUnverified(after) != unverified;
    if (tell || otherwise) {
      telling.reached(before, Occasion.amended(by), Label.CORRECTED);
    }
    if (before.severity().compareTo(Severity.SEVERE) >= 0
        && after.severity().compareTo(Severity.SEVERE) < 0) {
      board.step(new Step.StopEscalation(before.id()));
    }
    new Linking(board).restated(after, group);
  }

  /** Whether it is news that has to wake people now. */
  private static boolean isFresh(Alert after, Alert before) {
    return after.severity().compareTo(Severity.SEVERE) >= 0 && after.isGraverThan(before);
  }
}
