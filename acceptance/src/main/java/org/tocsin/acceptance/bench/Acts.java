package org.tocsin.acceptance.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Acts of today in one State, each of a defender and in a case of its own. */
final class Acts {

  private static final String EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"%1$s-%2$d\",\"source\":\"/bench\",\"type\":\"org.tocsin.act-reported.v1\",\"data\":{"
          + "\"occurredAt\":{\"value\":\"%4$s\",\"precision\":\"day\"},\"caseRef\":\"%1$s-%2$d\",\"defenderRef\":\"%1$s-%2$d\","
          + "\"source\":{\"kind\":\"lawyer\"},\"actType\":\"%3$s\",\"incidentState\":\"LI\",\"responsibleState\":\"LI\"}}";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger next = new AtomicInteger();

  /** An extreme one. */
  String killing() {
    return of("killing");
  }

  /** A severe one. */
  String arrest() {
    return of("arbitrary-arrest");
  }

  private String of(String type) {
    return EVENT.formatted(run, next.getAndIncrement(), type, LocalDate.now(ZoneOffset.UTC));
  }
}
