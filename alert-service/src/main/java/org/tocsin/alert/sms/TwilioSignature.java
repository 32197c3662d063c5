package org.tocsin.alert.sms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code X-Twilio-Signature} as Twilio documents it: HMAC-SHA1 under the account's token
 * of the address and of all fields of the form, sorted by name. Pure.
 */
final class TwilioSignature {

  private static final String ALGORITHM = "HmacSHA1";

  private TwilioSignature() {}

  /**
   * Whether a request comes from whoever has the token. Takes the same time for all that are wrong.
   *
   * @param url as the provider called it, with its query
   * @param signature the header; null if there is none
   */
  static boolean isRight(
      String token, String url, Map<String, List<String>> form, String signature) {
    return signature != null
        && MessageDigest.isEqual(
            of(token, url, form).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.UTF_8));
  }

  static String of(String token, String url, Map<String, List<String>> form) {
    var signed = new StringBuilder(url);
    new TreeMap<>(form)
        .forEach(
            (name, values) ->
                new TreeSet<>(values).forEach(value -> signed.append(name).append(value)));
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA1", e);
    }
  }
}
