package org.tocsin.alert.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

  /** Reserved for fiction, and so for demo, tests and documents: they have to stay usable. */
  @Property(tries = 100)
  void theNumbersOfFictionAreNumbers(@ForAll @IntRange(max = 99) int last) {
    String number = "+1212555%04d".formatted(100 + last);
    assertEquals(Optional.of(number), PhoneNumbers.international(number));
    assertEquals(
        Optional.of(number), PhoneNumbers.international("+1 (212) 555-%04d".formatted(100 + last)));
    assertEquals(Optional.of(number), PhoneNumbers.received(number.substring(1), true, null));
    assertEquals(
        Optional.of(number),
        PhoneNumbers.received("212555%04d".formatted(100 + last), false, "US"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "+", "12125550101", "+1212555010", "+121255501011", "+99912345678", "a"})
  void whatNoNetworkCanHaveIsNone(String text) {
    assertEquals(Optional.empty(), PhoneNumbers.international(text));
  }

  @Test
  void aProviderNamesTheSameNumberInManyWays() {
    var number = Optional.of("+12125550101");
    assertEquals(number, PhoneNumbers.received("+12125550101", false, "CH"));
    assertEquals(number, PhoneNumbers.received("0012125550101", false, "CH"));
    assertEquals(number, PhoneNumbers.received("12125550101", false, null));
    assertEquals(Optional.empty(), PhoneNumbers.received("2125550101", false, null));
    assertEquals(Optional.empty(), PhoneNumbers.received("INFO", false, "US"));
  }
}
