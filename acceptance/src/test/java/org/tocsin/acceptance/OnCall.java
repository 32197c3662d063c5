package org.tocsin.acceptance;

import static org.awaitility.Awaitility.await;
import static org.tocsin.acceptance.Story.SOON;

import java.util.List;

/** The people on call of the plan that {@code ./tocsin up} begins with, and what they get. */
final class OnCall {

  static final String GENEVA = "12125550101";
  static final String NEW_YORK = "12125550102";

  private final RunningCluster cluster;
  private final Handsets handsets;

  OnCall(RunningCluster cluster, Handsets handsets) {
    this.cluster = cluster;
    this.handsets = handsets;
  }

  /** A story of a case of its own. */
  Story story(String name) {
    return new Story(cluster, Person.partner(cluster), "case-" + name);
  }

  /** Reports an arrest, and waits until both have it by SMS; the reference of its alert. */
  String areTold(Story story, String id) throws Exception {
    story.reports(id, "act-reported", 0, Story.act("arbitrary-arrest", "SM", "first-hand"));
    String found = "case=" + story.caseId(id);
    await().atMost(SOON).until(() -> !story.alerts(found).isEmpty());
    String reference = story.references(found).iterator().next();
    for (String number : List.of(GENEVA, NEW_YORK)) {
      await().atMost(SOON).until(() -> handsets.texts(number, reference).size() == 1);
    }
    return reference;
  }

  /** How many mails to somebody have these words in them. */
  long mails(String address, String words) throws Exception {
    return Person.staff(cluster, "ops")
        .get(cluster.address("inbox"))
        .path("mails")
        .valueStream()
        .filter(mail -> mail.path("to").asText().equals(address))
        .filter(mail -> mail.path("text").asText().contains(words))
        .count();
  }
}
