package org.tocsin.alert.decision;

import java.util.Optional;

/** Files a report: in an alert that is there, or in a new one (DOMAIN.md, section 7, rule 2). */
record Filing(Board board) {

  /** What was taken back before it came is filed, and nobody hears of it. */
  void file(Report report) {
    Optional<News> news = board.news(report);
    if (news.isEmpty()) {
      board.put(report, null);
      return;
    }
    Optional<Alert> joins =
        Decision.joins(
            news.get(), board.shelf().candidates(news.get(), board.links()), board.links());
    if (joins.isPresent()) {
      join(report, news.get(), joins.get(), Occasion.graver(report.key()));
    } else {
      board.put(report.withTold(true), raise(news.get()).id());
    }
  }

  /** Adds to an alert and wakes nobody again, unless it makes it graver. True if it does. */
  boolean join(Report report, News news, Alert before, String occasion) {
    Alert after = before.joined(news);
    boolean graver = after.isGraverThan(before);
    board.put(report.withTold(graver), before.id());
    if (graver) {
      new Telling(board).fresh(after, occasion, Label.NONE);
    } else {
      board.put(after);
    }
    return graver;
  }

  /** Raises an alert of its own. */
  Alert raise(News news) {
    Alert alert = Alert.of(board.newId(), news, board.now());
    Optional<Shelf.Elder> elder = board.shelf().possiblySame(news);
    String label = elder.isPresent() ? Label.POSSIBLY_SAME : Label.NONE;
    return new Telling(board)
        .fresh(
            alert.with(alert.ties().possiblySameAs(elder.map(Shelf.Elder::alert).orElse(null))),
            Occasion.FIRST,
            label);
  }

  /** Raises an alert of which nobody new is told: its news stood in another one before. */
  void raiseQuietly(Report report, News news) {
    Alert alert = Alert.of(board.newId(), news, board.now());
    board.put(alert);
    board.put(report, alert.id());
  }

  /** Raises one that a correction made graver than what had been told. */
  void raiseCorrected(Report report, News news, String occasion) {
    Alert raised =
        new Telling(board)
            .raised(Alert.of(board.newId(), news, board.now()), occasion, Label.CORRECTED);
    board.put(report.withTold(true), raised.id());
  }
}
