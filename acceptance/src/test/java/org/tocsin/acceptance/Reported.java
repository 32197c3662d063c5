package org.tocsin.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a partner reports during a fault test, and how many acts of each State the registry has to
 * count afterwards. Of ten events seven are acts, each of a case of its own, and the others are a
 * correction that moves an act to another State, a description with names, and a status. Some are
 * sent twice. The same seed gives the same events.
 */
final class Reported {

  static final List<String> STATES = List.of("LI", "MC", "SM");

  /** Cases share defenders, so that facts of several partitions meet. */
  private static final int EVENTS_OF_A_DEFENDER = 30;

  /** Some names come again, so that there is something to suggest. */
  private static final int NAMES = 977;

  private final String prefix;
  private final Random random = new Random(1);
  private final Map<String, Integer> acts = new TreeMap<>();
  private int next;
  private String lastState;

  Reported(String prefix) {
    this.prefix = prefix;
  }

  /** How many distinct events there are so far. */
  int events() {
    return next;
  }

  /** How many acts count so far, by State. */
  Map<String, Integer> acts() {
    return new TreeMap<>(acts);
  }

  /** The next events, as lines of JSON. */
  List<String> piece(int size) {
    var piece = new ArrayList<String>();
    for (int i = 0; i < size; i++) {
      String event = event(next++);
      piece.add(event);
      if (random.nextInt(8) == 0) {
        piece.add(event);
      }
    }
    return piece;
  }

  private String event(int number) {
    return switch (number % 10) {
      case 3 -> {
        acts.merge(lastState, -1, Integer::sum);
        lastState = aState();
        acts.merge(lastState, 1, Integer::sum);
        yield of(
            number,
            number - 1,
            "event-corrected",
            "\"corrects\":\"%s-%d\",\"changes\":{%s}".formatted(prefix, number - 1, in(lastState)));
      }
      case 5 ->
          of(
              number,
              number - 1,
              "defender-described",
              "\"kind\":\"person\",\"names\":[{\"text\":\"%s %s\"}]"
                  .formatted(word(number % NAMES * 7_919), word(number % NAMES * 104_729)));
      case 7 -> of(number, number - 1, "person-status-changed", "\"status\":\"detained\"");
      default -> {
        lastState = aState();
        acts.merge(lastState, 1, Integer::sum);
        yield of(number, number, "act-reported", "\"actType\":\"smear-campaign\"," + in(lastState));
      }
    };
  }

  /** An invented word of six letters. */
  private static String word(int seed) {
    var letters = new StringBuilder("A");
    for (int rest = seed, i = 0; i < 5; i++, rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  private static String in(String state) {
    return "\"incidentState\":\"%s\",\"responsibleState\":\"%s\"".formatted(state, state);
  }

  private String aState() {
    return STATES.get(random.nextInt(STATES.size()));
  }

  private String of(int number, int ofCase, String type, String says) {
    return """
        {"specversion":"1.0","id":"%s-%d","source":"/tests","type":"org.tocsin.%s.v1","data":{"occurredAt":{"value":"2026-11-20","precision":"day"},"caseRef":"%s-%d","defenderRef":"%s-%d","source":{"kind":"lawyer","sourceRef":"%s-%d"},%s}}"""
        .formatted(
            prefix,
            number,
            type,
            prefix,
            ofCase,
            prefix,
            ofCase / EVENTS_OF_A_DEFENDER,
            prefix,
            number,
            says);
  }
}
