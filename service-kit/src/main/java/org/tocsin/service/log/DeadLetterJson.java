package org.tocsin.service.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.tocsin.events.Subject;

/**
 * Dead letters as they stand in the log. What is none is refused, and so is one with anything in it
 * but names of topics and readers, codes and ids: a letter is shown to people who may see no names.
 */
final class DeadLetterJson implements Decoder<DeadLetter> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

  static byte[] write(DeadLetter letter) {
    try {
      return JSON.writeValueAsBytes(letter);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Strings and numbers are JSON", impossible);
    }
  }

  @Override
  public DeadLetter decode(ConsumerRecord<String, byte[]> found) throws UndecodableException {
    try {
      var letter = JSON.readValue(found.value(), DeadLetter.class);
      if (letter != null && isOne(letter)) {
        return letter;
      }
    } catch (IOException | IllegalArgumentException none) {
      // The same as one that says something else.
    }
    throw new UndecodableException("not-a-dead-letter");
  }

  private static boolean isOne(DeadLetter letter) {
    return is(TOPIC, letter.topic())
        && letter.partition() >= 0
        && letter.offset() >= 0
        && is(CODE, letter.reason())
        && is(TOPIC, letter.consumer())
        && (letter.subject() == null || Subject.of(letter.subject()).isPresent())
        && (letter.service() == null || is(CODE, letter.service()));
  }

  private static boolean is(Pattern pattern, String text) {
    return text != null && pattern.matcher(text).matches();
  }
}
