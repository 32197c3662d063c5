package org.tocsin.service.log;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.Event;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.codec.UnreadableEventException;

/** Reads the records of {@code reprisal-events}. */
public final class EventDecoder implements Decoder<Event> {

  @Override
  public Event decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      return EventCodec.fromCloudEvent(cloudEvent(found));
    } catch (UnreadableEventException unreadable) {
      throw new UndecodableException(unreadable.reason());
    }
  }

  static CloudEvent cloudEvent(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      return KafkaMessageFactory.createReader(found.headers(), found.value()).toEvent();
    } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException notOne) {
      throw new UndecodableException("not-a-cloud-event");
    }
  }
}
