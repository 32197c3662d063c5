package org.tocsin.alert.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Fault;
import org.tocsin.alert.delivery.Receipts;
import org.tocsin.alert.http.PostException;
import org.tocsin.alert.http.Posting;

/** One account at Twilio, or at a provider with the same interface ({@code Messages.json}). */
final class TwilioProvider implements SmsProvider {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGING_SERVICE = "MG";

  private final String name;
  private final SmsSettings.Provider settings;
  private final Posting posting;
  private final URI messages;

  TwilioProvider(String name, SmsSettings.Provider settings, Posting posting) {
    this.name = name;
    this.settings = settings;
    this.posting = posting;
    this.messages =
        URI.create(
            settings.url().toString().replaceFirst("/+$", "")
                + "/2010-04-01/Accounts/"
                + settings.systemId()
                + "/Messages.json");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String submit(ShortMessage message, Instant deadline) throws DeliveryException {
    Posting.Answer answer;
    try {
      answer =
          posting.post(
              messages,
              Optional.empty(),
              Map.of(
                  "Authorization",
                  "Basic " + credential(),
                  "Content-Type",
                  "application/x-www-form-urlencoded"),
              encoded(form(message)).getBytes(StandardCharsets.US_ASCII));
    } catch (PostException e) {
      throw new DeliveryException(
          e.maybeSent() ? Fault.UNCLEAR : Fault.OUTAGE, name + ": " + e.getMessage());
    }
    JsonNode body = json(answer.body());
    if (answer.status() / 100 != 2) {
      int code = body.path("code").asInt();
      throw new DeliveryException(
          fault(answer.status(), code),
          name + " refused it with " + answer.status() + ", code " + code);
    }
    String id = body.path("sid").asText();
    if (id.isEmpty()) {
      throw new DeliveryException(Fault.UNCLEAR, name + " took it, but named no id");
    }
    return settings.callbackUrl().isPresent() ? id : null;
  }

  private Map<String, String> form(ShortMessage message) {
    var form = new LinkedHashMap<String, String>();
    form.put("To", message.number());
    form.put(
        settings.sourceAddress().startsWith(MESSAGING_SERVICE) ? "MessagingServiceSid" : "From",
        settings.sourceAddress());
    form.put("Body", message.text());
    settings
        .callbackUrl()
        .ifPresent(
            base ->
                form.put(
                    "StatusCallback",
                    TwilioResource.url(base, name, "status")
                        + "?reference="
                        + (Receipts.reference(message.notification()) & 0xffff)));
    return form;
  }

  private String credential() {
    return Base64.getEncoder()
        .encodeToString(
            (settings.systemId() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static JsonNode json(String body) {
    try {
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /**
   * What a refusal means. The account, its sign-in and its sender are no fault of the message.
   *
   * @param code Twilio's own, 0 if none was given
   */
  static Fault fault(int status, int code) {
    if (status == 408 || status == 429 || status >= 500) {
      return Fault.PASSING;
    }
    return switch (code) {
      // Sender missing, invalid, not ours, or of a service without numbers.
      case 21212, 21603, 21606, 21659, 21660, 21701, 21703 -> Fault.OUTAGE;
      default -> status == 401 || status == 403 || status == 404 ? Fault.OUTAGE : Fault.FINAL;
    };
  }

  @Override
  public void close() {
    posting.close();
  }
}
