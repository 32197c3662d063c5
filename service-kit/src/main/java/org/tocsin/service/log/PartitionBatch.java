package org.tocsin.service.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.Subject;

/**
 * The records that one poll brought for one partition, decoded.
 *
 * @param sound the readable ones, in order
 * @param poison references to the others
 * @param next the offset after the last of all
 * @param recordedAt when the last of all was recorded
 */
record PartitionBatch<T>(
    List<Logged<T>> sound, List<DeadLetter> poison, long next, Instant recordedAt) {

  static <T> PartitionBatch<T> decode(
      String reader, List<ConsumerRecord<String, byte[]>> found, Decoder<T> decoder) {
    var sound = new ArrayList<Logged<T>>(found.size());
    var poison = new ArrayList<DeadLetter>();
    for (var one : found) {
      try {
        sound.add(
            new Logged<>(
                decoder.decode(one),
                one.topic(),
                one.partition(),
                one.offset(),
                Instant.ofEpochMilli(one.timestamp())));
      } catch (UndecodableException undecodable) {
        poison.add(letter(reader, one, undecodable.reason()));
      } catch (RuntimeException unforeseen) {
        poison.add(letter(reader, one, "undecodable"));
      }
    }
    var last = found.getLast();
    return new PartitionBatch<>(
        List.copyOf(sound),
        List.copyOf(poison),
        last.offset() + 1,
        Instant.ofEpochMilli(last.timestamp()));
  }

  /** A key that is no subject is left out: somebody else may have written anything there. */
  private static DeadLetter letter(String reader, ConsumerRecord<String, ?> one, String reason) {
    var letter = new DeadLetter(one.topic(), one.partition(), one.offset(), reason, reader);
    return letter.about(
        Optional.ofNullable(one.key()).flatMap(Subject::of).map(Subject::toString).orElse(null));
  }
}
