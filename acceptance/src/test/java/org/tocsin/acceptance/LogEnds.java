package org.tocsin.acceptance;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How long the log is. */
final class LogEnds {

  static final String RECORD = "reprisal-events";

  /** What a registry follows. */
  private static final List<String> FOLLOWED =
      List.of(RECORD, "sealing-keys", "audit-events", "dead-letters", "alert-events");

  private LogEnds() {}

  /** How many records there are of these topics. */
  static long of(String brokers, List<String> topics)
      throws InterruptedException, ExecutionException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      var ends = new HashMap<TopicPartition, OffsetSpec>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              ends.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  /** Whether a registry's tables have everything that it follows. */
  static boolean areReached(String brokers, Projected tables)
      throws InterruptedException, ExecutionException, SQLException {
    return tables.positions() >= of(brokers, FOLLOWED);
  }
}
