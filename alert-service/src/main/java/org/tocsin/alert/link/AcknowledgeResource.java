package org.tocsin.alert.link;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.escalation.Acknowledgements;
import org.tocsin.alert.escalation.Codes;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;

/**
 * The page behind the link in a mail, open to whoever has the link. Only its button acknowledges:
 * mail scanners follow links, but press no buttons (DOMAIN.md, section 8).
 */
@Path("/a/{code}")
@Produces(MediaType.TEXT_HTML)
@Blocking
@PermitAll
@APIResponse(
    responseCode = "404",
    description = "A page that says: unknown, or made void",
    content = @Content(mediaType = MediaType.TEXT_HTML))
@APIResponse(
    responseCode = "410",
    description = "A page that says: used, or too old",
    content = @Content(mediaType = MediaType.TEXT_HTML))
public class AcknowledgeResource {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final DataSource dataSource;
  private final Codes codes;
  private final Acknowledgements acknowledgements;
  private final Contacts contacts;
  private final Dispatcher dispatcher;
  private final Clock clock = Clock.systemUTC();

  AcknowledgeResource(
      DataSource dataSource,
      Codes codes,
      Acknowledgements acknowledgements,
      Contacts contacts,
      Dispatcher dispatcher) {
    this.dataSource = dataSource;
    this.codes = codes;
    this.acknowledgements = acknowledgements;
    this.contacts = contacts;
    this.dispatcher = dispatcher;
  }

  @GET
  @Operation(summary = "The page behind the link in a mail; changes nothing")
  @APIResponse(
      responseCode = "200",
      description = "A page with a button",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Response look(@PathParam("code") String code, @Context HttpHeaders headers)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      Optional<Codes.Found> found = codes.find(connection, code, clock.instant());
      Catalogue words = words(found, headers);
      if (standing(found) != Codes.Standing.OPEN) {
        return closed(words, standing(found));
      }
      return Pages.answer(OK, open(connection, words, found.get().holder().alert()));
    }
  }

  @POST
  @Operation(summary = "The button of the page: acknowledges; the link is used by it")
  @APIResponse(
      responseCode = "200",
      description = "A page that says: acknowledged",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Response acknowledge(@PathParam("code") String code, @Context HttpHeaders headers)
      throws SQLException {
    Instant now = clock.instant();
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      Optional<Codes.Found> found = codes.find(connection, code, now);
      Catalogue words = words(found, headers);
      if (standing(found) != Codes.Standing.OPEN) {
        connection.rollback();
        return closed(words, standing(found));
      }
      Codes.Holder holder = found.get().holder();
      codes.use(connection, code, now);
      acknowledgements.take(
          connection, holder.alert(), acknowledgements.contact(holder.contact()), now);
      connection.commit();
      dispatcher.wake();
      return Pages.answer(OK, page(words, "page.done"));
    }
  }

  /** What was never given is as what was made void: a lost mailbox is told nothing. */
  private static Codes.Standing standing(Optional<Codes.Found> found) {
    return found.map(Codes.Found::standing).orElse(Codes.Standing.VOID);
  }

  /** In the contact's language; for an unknown code in the browser's. */
  private Catalogue words(Optional<Codes.Found> found, HttpHeaders headers) {
    return Catalogue.of(
        found
            .filter(one -> one.standing() != Codes.Standing.VOID)
            .map(one -> contacts.language(one.holder().contact()))
            .orElseGet(
                () ->
                    headers.getAcceptableLanguages().stream().findFirst().orElse(Locale.ENGLISH)));
  }

  private static Response closed(Catalogue words, Codes.Standing why) {
    return switch (why) {
      case USED -> Pages.answer(GONE, page(words, "page.used"));
      case EXPIRED -> Pages.answer(GONE, page(words, "page.expired"));
      case VOID, OPEN -> Pages.answer(NOT_FOUND, page(words, "page.unknown"));
    };
  }

  private static AcknowledgePage page(Catalogue words, String text) {
    return new AcknowledgePage(
        words.language().toLanguageTag(),
        Pages.STYLE,
        words.sentence("page.title"),
        words.sentence(text),
        null,
        null,
        null);
  }

  private static AcknowledgePage open(Connection connection, Catalogue words, UUID alert)
      throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT reference, severity FROM alert WHERE id = ?")) {
      query.setObject(1, alert);
      try (var row = query.executeQuery()) {
        row.next();
        return new AcknowledgePage(
            words.language().toLanguageTag(),
            Pages.STYLE,
            words.sentence("page.title"),
            words.sentence("page.text"),
            row.getString("reference"),
            words.word(Severity.values()[row.getInt("severity")].name()),
            words.sentence("page.button"));
      }
    }
  }
}
