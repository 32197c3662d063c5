package org.tocsin.registry.live;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.cluster.fixture.DatabaseResource;
import org.tocsin.cluster.fixture.KafkaResource;
import org.tocsin.cluster.fixture.StaffResource;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.vocabulary.ActType;
import org.tocsin.registry.Events;
import org.tocsin.registry.SecretsResource;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.horizon.Reached;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;

/** A feed knows nothing of who writes: it stands here for that of another instance. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(StaffResource.class)
@QuarkusTestResource(SecretsResource.class)
class FeedTest {

  @Inject LogWriter log;
  @Inject DataSource dataSource;
  @Inject Reached reached;
  @Inject Changes changes;
  @Inject Disclosure disclosure;

  private final Events first =
      Events.ofNewCase().by("ngo-" + UUID.randomUUID().toString().substring(0, 8));

  @BeforeEach
  void ready() {
    soon().until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void anInstanceTellsOfWhatAnotherWroteAndGoesOnWhereAnotherEnded() {
    Feed one = feed();
    Feed other = feed();
    try {
      var told = new ArrayList<Message>();
      Listener listener = Listener.toStates(Optional.of("MU"), Optional.empty(), one.now());
      one.open(listener);
      untilTold("open", one, listener, told);
      post(first.act("a", ActType.RAID, "2026-11-20", "MU"));
      untilTold("state", one, listener, told);
      Optional<Position> last = told.getLast().id();
      one.close(listener);

      post(first.act("b", ActType.RAID, "2026-11-21", "MU"));
      var after = new ArrayList<Message>();
      Listener resumed = Listener.toStates(Optional.of("MU"), last, other.now());
      other.open(resumed);
      untilTold("state", other, resumed, after);
      assertFalse(after.getLast().id().equals(last));
    } finally {
      one.stop();
      other.stop();
    }
  }

  private Feed feed() {
    return new Feed(changes, reached, disclosure, dataSource, 10);
  }

  private static void untilTold(String name, Feed feed, Listener listener, List<Message> told) {
    soon()
        .until(
            () -> {
              told.addAll(feed.take(listener));
              return told.stream()
                  .anyMatch(message -> message.name().filter(name::equals).isPresent());
            });
  }

  private void post(Event event) {
    log.append(
            Topics.REPRISAL_EVENTS,
            event.header().subject().toString(),
            EventCodec.toCloudEvent(event))
        .join();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30));
  }
}
