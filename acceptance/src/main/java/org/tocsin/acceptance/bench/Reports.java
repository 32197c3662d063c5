package org.tocsin.acceptance.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Events as the registry is to count them: acts and changes of status of many cases, a fifth of
 * which quote a source. The same seed gives the same events but for their ids.
 */
final class Reports implements Supplier<byte[]> {

  /** How many cases there are for events of all States. */
  static final int CASES = 100_000;

  private static final List<String> STATES =
      List.of(
          "AD", "AG", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA", "BB", "BD", "BE", "BF", "BG",
          "BI", "BJ", "BN", "BO", "BR", "BS", "BT", "BW", "BY", "BZ", "CA", "CD", "CF", "CG", "CH",
          "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CY", "CZ", "DE");

  private static final List<String> ACTS =
      List.of(
          "arbitrary-arrest",
          "raid",
          "smear-campaign",
          "travel-ban",
          "torture",
          "threat",
          "killing");

  private static final List<String> STATUSES =
      List.of("detained", "released", "in-hiding", "exiled");

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final Random random;
  private final IntFunction<String> state;
  private final int cases;
  private final String prefix;
  private long next;

  private Reports(long seed, String prefix, int cases, IntFunction<String> state) {
    this.random = new Random(seed);
    this.prefix = prefix;
    this.cases = cases;
    this.state = state;
  }

  /** Of a hundred thousand cases in forty States. */
  static Reports ofAllStates(long seed) {
    return new Reports(seed, "case", CASES, n -> STATES.get(n % STATES.size()));
  }

  /** The same, all of them in one State. */
  static Reports ofOneState(long seed, String state) {
    return new Reports(seed, "storm", CASES, n -> state);
  }

  /** The reference of a case that has events. */
  static String aCase(int n) {
    return "case-" + n % CASES;
  }

  @Override
  public synchronized byte[] get() {
    int ofCase = random.nextInt(cases);
    String who = prefix + "-" + ofCase;
    String of = state.apply(ofCase);
    String day = "2026-%02d-%02d".formatted(1 + random.nextInt(10), 1 + random.nextInt(28));
    String source =
        random.nextInt(5) == 0 ? ",\"sourceRef\":\"s-" + random.nextInt(200_000) + "\"" : "";
    boolean act = random.nextInt(10) < 7;
    String says =
        act
            ? "\"actType\":\"%s\",\"incidentState\":\"%s\",\"responsibleState\":\"%s\",\"summary\":\"What happened, in a sentence.\""
                .formatted(ACTS.get(random.nextInt(ACTS.size())), of, of)
            : "\"status\":\"%s\"".formatted(STATUSES.get(random.nextInt(STATUSES.size())));
    return ("{\"specversion\":\"1.0\",\"id\":\""
            + run
            + "-"
            + next++
            + "\",\"source\":\"/bench\",\"type\":\"org.tocsin."
            + (act ? "act-reported" : "person-status-changed")
            + ".v1\",\"data\":{\"occurredAt\":{\"value\":\""
            + day
            + "\",\"precision\":\"day\"},\"caseRef\":\""
            + who
            + "\",\"defenderRef\":\""
            + who
            + "\",\"source\":{\"kind\":\"lawyer\""
            + source
            + "},"
            + says
            + "}}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
