package org.tocsin.registry.erasure;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.tocsin.cluster.fixture.Infrastructure;
import org.tocsin.service.log.Topics;

/** Has the tests' broker compact the topic of keys within seconds instead of within the hour. */
final class QuickCompaction {

  private QuickCompaction() {}

  static void ofKeys() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", Infrastructure.kafka()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, Topics.SEALING_KEYS.name()),
                  List.of(set("segment.ms", "100"), set("max.compaction.lag.ms", "100")),
                  new ConfigResource(ConfigResource.Type.BROKER, ""),
                  List.of(set("log.cleaner.backoff.ms", "500"))))
          .all()
          .get();
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
  }
}
