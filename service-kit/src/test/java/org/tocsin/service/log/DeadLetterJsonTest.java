package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterJsonTest {

  private static final String CASE = "0f8fad5b-d9cb-869f-a165-70867728950e";

  @Test
  void whatWasWrittenIsReadAgain() throws UndecodableException {
    var plain = new DeadLetter("reprisal-events", 3, 17, "bad-data", "registry");
    var full = plain.about(CASE).from("registry-service");
    assertEquals(plain, read(new String(DeadLetterJson.write(plain), StandardCharsets.UTF_8)));
    assertEquals(full, read(new String(DeadLetterJson.write(full), StandardCharsets.UTF_8)));
  }

  @Test
  void lettersOfTheFirstVersionAndOfLaterOnesAreRead() throws UndecodableException {
    assertEquals(
        new DeadLetter("reprisal-events", 3, 17, "bad-data", "alerts"),
        read(letter("bad-data", ",\"later\":1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "7",
        "{}",
        "not json",
        "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"reason\":\"bad-data\"}",
        "{\"topic\":\"t\",\"partition\":0,\"reason\":\"a\",\"consumer\":\"b\"}",
        "{\"topic\":\"t\",\"partition\":-1,\"offset\":1,\"reason\":\"a\",\"consumer\":\"b\"}"
      })
  void whatIsNoLetterIsPoison(String text) {
    assertThrows(UndecodableException.class, () -> read(text));
  }

  @Test
  void aLetterThatSaysMoreThanCodesAndIdsIsPoison() {
    assertThrows(UndecodableException.class, () -> read(letter("Amina Example", "")));
    assertThrows(
        UndecodableException.class,
        () -> read(letter("bad-data", ",\"subject\":\"Amina Example\"")));
    assertThrows(
        UndecodableException.class,
        () -> read(letter("bad-data", ",\"service\":\"Amina Example\"")));
  }

  private static String letter(String reason, String more) {
    return "{\"topic\":\"reprisal-events\",\"partition\":3,\"offset\":17,\"reason\":\"%s\",\"consumer\":\"alerts\"%s}"
        .formatted(reason, more);
  }

  private static DeadLetter read(String text) throws UndecodableException {
    return new DeadLetterJson()
        .decode(
            new ConsumerRecord<>(
                "dead-letters", 0, 0, "key", text.getBytes(StandardCharsets.UTF_8)));
  }
}
