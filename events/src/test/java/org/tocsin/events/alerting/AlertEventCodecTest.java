package org.tocsin.events.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.tocsin.events.codec.UnreadableEventException;

class AlertEventCodecTest {

  private static final UUID ALERT = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final UUID CASE = UUID.fromString("22222222-2222-8222-8222-222222222222");
  private static final UUID ID = UUID.fromString("33333333-3333-4333-8333-333333333333");
  private static final Instant AT = Instant.parse("2026-11-25T08:00:00.123Z");

  @Test
  void everyStepIsReadAsItWasWritten() throws UnreadableEventException {
    for (AlertStep step : AlertStep.values()) {
      for (var event : new AlertEvent[] {ofAlert(step), ofMessage(step)}) {
        assertEquals(event, AlertEventCodec.fromCloudEvent(AlertEventCodec.toCloudEvent(event)));
      }
    }
  }

  @Test
  void whatStandsInTheLogStaysReadable() {
    var written = AlertEventCodec.toCloudEvent(ofMessage(AlertStep.HANDED_OVER));
    assertEquals("org.tocsin.alert-handed-over.v1", written.getType());
    assertEquals("/alerting", written.getSource().toString());
    assertEquals(ALERT.toString(), written.getSubject());
    assertEquals("7", written.getExtension("sequence"));
    assertEquals(
        "{\"alertId\":\"11111111-1111-4111-8111-111111111111\","
            + "\"caseId\":\"22222222-2222-8222-8222-222222222222\",\"contact\":\"geneva\","
            + "\"channel\":\"sms\",\"occasion\":\"news\",\"state\":\"handed-over\","
            + "\"at\":\"2026-11-25T08:00:00.123Z\"}",
        new String(written.getData().toBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNoStepIsRefused() {
    var written = AlertEventCodec.toCloudEvent(ofAlert(AlertStep.RAISED));
    for (var broken :
        new CloudEventBuilder[] {
          CloudEventBuilder.v1(written).withType("org.tocsin.alert-lost.v1"),
          CloudEventBuilder.v1(written).withoutData(),
          CloudEventBuilder.v1(written).withData("no".getBytes(StandardCharsets.UTF_8)),
          CloudEventBuilder.v1(written).withData("{}".getBytes(StandardCharsets.UTF_8)),
          CloudEventBuilder.v1(written).withoutExtension("sequence")
        }) {
      assertThrows(
          UnreadableEventException.class, () -> AlertEventCodec.fromCloudEvent(broken.build()));
    }
  }

  private static AlertEvent ofAlert(AlertStep step) {
    return new AlertEvent(ID, 6, ALERT, Optional.empty(), Optional.empty(), step, AT);
  }

  private static AlertEvent ofMessage(AlertStep step) {
    return new AlertEvent(
        ID,
        7,
        ALERT,
        Optional.of(CASE),
        Optional.of(new AlertEvent.Message("geneva", "sms", "news")),
        step,
        AT);
  }
}
