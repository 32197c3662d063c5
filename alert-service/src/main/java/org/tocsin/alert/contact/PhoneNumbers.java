package org.tocsin.alert.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/**
 * Telephone numbers as people, plans and providers write them, in the one form that is compared and
 * kept: E.164 with its plus, such as {@code +12125550101}. Pure.
 */
public final class PhoneNumbers {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private PhoneNumbers() {}

  /**
   * A number with its plus, whatever spaces and punctuation it has.
   *
   * @return empty if no network can have it
   */
  public static Optional<String> international(String text) {
    return text.strip().startsWith("+") ? read(text, null) : Optional.empty();
  }

  /**
   * A number as a provider names it.
   *
   * @param international whether the provider says that the country's code is there; the plus may
   *     be missing all the same
   * @param country ISO 3166-1 code of the country whose national numbers the provider may give;
   *     null if it gives none
   */
  public static Optional<String> received(String text, boolean international, String country) {
    if (text.startsWith("+")) {
      return read(text, null);
    }
    Optional<String> withCode =
        read("+" + (text.startsWith("00") ? text.substring(2) : text), null);
    return international || country == null ? withCode : read(text, country).or(() -> withCode);
  }

  private static Optional<String> read(String text, String country) {
    try {
      var number = NUMBERS.parse(text, country);
      return NUMBERS.isValidNumber(number)
          ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
