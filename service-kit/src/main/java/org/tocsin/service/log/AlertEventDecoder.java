package org.tocsin.service.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.alerting.AlertEvent;
import org.tocsin.events.alerting.AlertEventCodec;
import org.tocsin.events.codec.UnreadableEventException;

/** Reads the records of {@code alert-events}. */
public final class AlertEventDecoder implements Decoder<AlertEvent> {

  @Override
  public AlertEvent decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      return AlertEventCodec.fromCloudEvent(EventDecoder.cloudEvent(found));
    } catch (UnreadableEventException unreadable) {
      throw new UndecodableException(unreadable.reason());
    }
  }
}
