package org.tocsin.alert.decision;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.silence.Silence;
import org.tocsin.alert.storm.Storm;
import org.tocsin.alert.storm.StormWatch.Verdict;
import org.tocsin.events.vocabulary.Severity;

/** Who is told of what: silences first, then storms, then the policy. */
record Telling(Board board) {

  /**
   * Tells of fresh news: the policy names whom, unless a silence covers it or a storm takes it in.
   * Minor news waits for the digest.
   *
   * @return the alert as it is on the board from now on
   */
  Alert fresh(Alert alert, String occasion, String label) {
    Optional<Silence> silence = Silence.covering(board.silences(), alert.covered(), board.now());
    if (silence.isPresent()) {
      return put(alert.with(alert.ties().silence(silence.get().id())));
    }
    Alert heard = alert.with(alert.ties().silence(null).storm(null));
    if (!board.isStale()
        && heard.stormKey().isPresent()
        && board.watch().admit(heard.stormKey().get(), board.now(), board::newId)
            instanceof Verdict.Folded folded) {
      return fold(heard, folded);
    }
    return alone(heard, occasion, label);
  }

  /** The same for news that no storm takes in: what a correction made grave. */
  Alert raised(Alert alert, String occasion, String label) {
    Optional<Silence> silence = Silence.covering(board.silences(), alert.covered(), board.now());
    return silence.isPresent()
        ? put(alert.with(alert.ties().silence(silence.get().id())))
        : alone(alert.with(alert.ties().silence(null).storm(null)), occasion, label);
  }

  private Alert alone(Alert alert, String occasion, String label) {
    put(alert);
    if (alert.severity() != Severity.MINOR) {
      board.step(new Step.Tell(alert.id(), occasion, label, new Step.To.Policy()));
    }
    return alert;
  }

  private Alert fold(Alert alert, Verdict.Folded folded) {
    Storm storm = folded.storm();
    board.put(storm);
    if (folded.begins()) {
      Alert standing = Alert.ofStorm(storm.alert(), storm.key(), board.now());
      Optional<Silence> silence =
          Silence.covering(board.silences(), standing.covered(), board.now());
      put(standing.with(standing.ties().silence(silence.map(Silence::id).orElse(null))));
      if (silence.isEmpty()) {
        board.step(new Step.Tell(storm.alert(), Occasion.FIRST, Label.STORM, new Step.To.Policy()));
      }
    }
    folded.milestone().ifPresent(acts -> grown(storm, acts));
    return put(alert.with(alert.ties().storm(storm.alert())));
  }

  private void grown(Storm storm, int acts) {
    // Its alert was raised before, maybe in another batch; only what it says is needed here.
    Alert standing = Alert.ofStorm(storm.alert(), storm.key(), board.now());
    if (board.alert(standing.id()) == null) {
      board.shelf().put(standing);
    }
    if (Silence.covering(board.silences(), standing.covered(), board.now()).isEmpty()) {
      board.step(
          new Step.Tell(
              storm.alert(), Occasion.storm(acts), Label.storm(acts), new Step.To.Policy()));
    }
  }

  /** Tells exactly those who got the alert, on the same channels, and nobody else. */
  void reached(Alert alert, String occasion, String label) {
    UUID told = alert.ties().digest() == null ? alert.id() : alert.ties().digest();
    board.step(new Step.Tell(told, occasion, label, new Step.To.Reached(List.of(told), false)));
  }

  /** The same by e-mail for all who got one of these, of which the eldest stands for all. */
  void reachedByEmail(List<Alert> alerts, String occasion, String label) {
    board.step(
        new Step.Tell(
            alerts.getFirst().id(),
            occasion,
            label,
            new Step.To.Reached(alerts.stream().map(Alert::id).toList(), true)));
  }

  /**
   * One act less in the storm, if the alert was folded into one: those who got the storm are told
   * at 1, 10, 100 … of them.
   */
  void takenOut(Alert alert) {
    Optional<Storm> before = Optional.ofNullable(alert.ties().storm()).flatMap(board::storm);
    if (before.isEmpty()) {
      return;
    }
    Storm storm = before.get().takenBack();
    board.put(storm);
    Alert standing = board.alert(storm.alert());
    if (Storm.isMilestone(storm.retracted())) {
      reached(standing, Occasion.stormShrank(storm.retracted()), Label.CORRECTED);
    }
  }

  private Alert put(Alert alert) {
    board.put(alert);
    return alert;
  }
}
