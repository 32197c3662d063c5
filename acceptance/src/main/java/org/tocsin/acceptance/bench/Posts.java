package org.tocsin.acceptance.bench;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * The bodies of a run: events of about a kilobyte, each with an id of its own.
 *
 * @param run told apart from other runs
 * @param defender the reference of the defender of the n-th event
 */
record Posts(String run, LongFunction<String> defender, AtomicLong next) {

  private static final String SUMMARY = "What happened, told at some length. ".repeat(16);

  /** Events of a hundred defenders. */
  static Posts ofKnownDefenders() {
    return new Posts(newRun(), n -> "defender-" + n % 100, new AtomicLong());
  }

  /** Each event is of a defender whom nobody has seen. */
  static Posts ofNewDefenders() {
    String run = newRun();
    return new Posts(run, n -> run + "-" + n, new AtomicLong());
  }

  private static String newRun() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  /**
   * One event.
   *
   * @param key by which a case's events come into one partition, for what does not read the body
   */
  record Post(byte[] body, String key) {}

  Post post() {
    long n = next.getAndIncrement();
    return new Post(text(n).getBytes(StandardCharsets.UTF_8), "case of " + defender.apply(n));
  }

  byte[] body() {
    return post().body;
  }

  private String text(long n) {
    String who = defender.apply(n);
    return "{\"specversion\":\"1.0\",\"id\":\""
        + run
        + "-"
        + n
        + "\",\"source\":\"/bench\",\"type\":\"org.tocsin.act-reported.v1\",\"data\":{\"occurredAt\":{\"value\":\"2026-11-20\",\"precision\":\"day\"},\"caseRef\":\"case of "
        + who
        + "\",\"defenderRef\":\""
        + who
        + "\",\"source\":{\"kind\":\"lawyer\"},\"actType\":\"raid\",\"incidentState\":\"LI\",\"responsibleState\":\"LI\",\"place\":\"the office\",\"summary\":\""
        + SUMMARY
        + "\"}}";
  }
}
