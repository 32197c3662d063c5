package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.openpgp.PGPException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.tocsin.alert.brief.Block;
import org.tocsin.alert.brief.Brief;
import org.tocsin.alert.brief.Briefs;
import org.tocsin.alert.brief.Reading;
import org.tocsin.alert.brief.Wanted;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.mail.Content;
import org.tocsin.alert.mail.Letter;
import org.tocsin.alert.mail.PublicKey;
import org.tocsin.alert.mail.PublicKeys;
import org.tocsin.alert.text.Catalogue;

/**
 * Writes mails: with the full brief, encrypted, to a contact with a valid key, if the registry
 * gives the brief within a second; bare in all other cases, and at once.
 */
@ApplicationScoped
class Letters {

  private static final Logger LOG = Logger.getLogger(Letters.class);

  private final Briefs briefs;
  private final KeyTrouble trouble;
  private final String from;
  private final String console;
  private final PublicKeys keys = new PublicKeys();
  private final Clock clock = Clock.systemUTC();

  Letters(
      Briefs briefs,
      KeyTrouble trouble,
      @ConfigProperty(name = "quarkus.mailer.from") String from,
      @ConfigProperty(name = "tocsin.console.url") String console) {
    this.briefs = briefs;
    this.trouble = trouble;
    this.from = from;
    this.console = console.endsWith("/") ? console : console + "/";
  }

  /** The mail to a contact; takes at most a second. */
  Letter letter(Contact contact, String address, Channel.Outgoing message) {
    var words = Catalogue.of(contact.language());
    var envelope = new Letter.Envelope(from, address, message.id(), clock.instant());
    Content content = bare(words, message);
    try {
      return contact
          .openPgpKey()
          .flatMap(key -> sealed(contact.id(), key, words, envelope, content, message))
          .orElseGet(() -> Letter.open(envelope, content));
    } catch (RuntimeException e) {
      // Whatever is odd about a brief: it must not keep the alert back.
      LOG.warnf("notification %s: no brief could be written (%s)", message.id(), e.getClass());
      return Letter.open(envelope, content);
    }
  }

  private Content bare(Catalogue words, Channel.Outgoing message) {
    return new Content(
        words.language().toLanguageTag(),
        message.text().lines().toList(),
        List.of(),
        List.of(
            offer(
                words.sentence("mail.acknowledge"),
                message,
                about -> about.code().map("a/"::concat)),
            offer(
                words.sentence("mail.sign-in"),
                message,
                about -> Optional.of("alerts/" + about.reference()))));
  }

  private Content.Offer offer(
      String sentence, Channel.Outgoing message, Function<Channel.About, Optional<String>> path) {
    var links = new ArrayList<Content.Link>();
    message
        .about()
        .forEach(
            about ->
                path.apply(about)
                    .ifPresent(
                        end -> links.add(new Content.Link(about.reference(), console + end))));
    return new Content.Offer(sentence, links);
  }

  private Optional<Letter> sealed(
      String contact,
      String armored,
      Catalogue words,
      Letter.Envelope envelope,
      Content content,
      Channel.Outgoing message) {
    List<Wanted> wanted =
        message.about().stream().flatMap(about -> about.brief().stream()).distinct().toList();
    if (message.about().stream().anyMatch(about -> about.brief().isEmpty()) || wanted.isEmpty()) {
      return Optional.empty();
    }
    return switch (keys.of(armored, clock.instant())) {
      case PublicKey.Unusable key -> {
        trouble.unusable(contact, key.why());
        yield Optional.empty();
      }
      case PublicKey.Usable key ->
          briefs
              .of(contact, wanted)
              .flatMap(given -> sealed(contact, envelope, content.with(read(words, given)), key));
    };
  }

  private Optional<Letter> sealed(
      String contact, Letter.Envelope envelope, Content content, PublicKey.Usable key) {
    try {
      return content.isBare()
          ? Optional.empty()
          : Optional.of(Letter.sealed(envelope, content, key));
    } catch (PGPException | RuntimeException e) {
      trouble.unusable(contact, PublicKey.Why.BROKEN);
      return Optional.empty();
    }
  }

  private static List<Block> read(Catalogue words, List<Brief> briefs) {
    return briefs.stream().flatMap(brief -> Reading.of(words, brief).stream()).toList();
  }
}
