package org.tocsin.alert.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The accounts by which SMS go out. */
@ConfigMapping(prefix = "tocsin.sms")
public interface SmsSettings {

  /** By name, such as {@code smpp}. */
  @WithParentName
  Map<String, Provider> providers();

  /** How to speak to a provider. */
  enum Kind {
    /** SMPP 3.4, to a short message centre. */
    SMPP,
    /** Twilio's HTTP interface, which others have too. */
    TWILIO
  }

  /** One account. */
  interface Provider {

    @WithDefault("smpp")
    Kind kind();

    /** The least is tried first; of equal ones, by name. */
    @WithDefault("0")
    int order();

    /** SMPP: where the centre is. */
    @WithDefault("127.0.0.1")
    String host();

    @WithDefault("2775")
    int port();

    /** The account; for Twilio its SID. */
    @WithDefault("tocsin")
    String systemId();

    /** For SMPP at most 8 characters (SMPP 3.4, section 5.2.2); for Twilio the account's token. */
    String password();

    /**
     * What the phone shows as the sender. Only a number can be answered: a short code, or an
     * international one with its plus. For Twilio also the SID of a messaging service.
     */
    @WithDefault("TOCSIN")
    String sourceAddress();

    /** SMPP: how many messages may be under way, unanswered by the centre. */
    @WithDefault("10")
    int window();

    /** SMPP: how long it may be silent until it is asked whether it is still there. */
    @WithDefault("15S")
    Duration enquireLink();

    /** SMPP: whether the connection is encrypted from its begin. */
    @WithDefault("false")
    boolean tls();

    /** Certificates (PEM) that are trusted instead of those that Java trusts. */
    Optional<Path> tlsTrust();

    /** SMPP: country (ISO 3166-1) whose national numbers the centre gives as senders of replies. */
    Optional<String> country();

    /** Twilio: where the provider is. */
    @WithDefault("https://api.twilio.com")
    URI url();

    /**
     * Twilio: where the provider finds this service, without a path; empty if it cannot, and then
     * there are no receipts and no replies.
     */
    Optional<URI> callbackUrl();
  }
}
