package org.tocsin.alert.link;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.alert.brief.Block;
import org.tocsin.alert.brief.Briefs;
import org.tocsin.alert.brief.Reading;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.delivery.Dispatcher;
import org.tocsin.alert.escalation.Acknowledgements;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.events.vocabulary.Severity;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.staff.Roles;

/**
 * Where a contact without an OpenPGP key reads the brief: signed in as one of the staff. It comes
 * from the registry's consent gate, which is asked with the reader's own credential, decides on
 * that person, and has the reading recorded.
 */
@Path("/alerts/{reference}")
@Produces(MediaType.TEXT_HTML)
@Blocking
@RolesAllowed(Roles.ON_CALL)
public class AlertPageResource {

  private static final int OK = 200;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final DataSource dataSource;
  private final Briefs briefs;
  private final Acknowledgements acknowledgements;
  private final Contacts contacts;
  private final Dispatcher dispatcher;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  AlertPageResource(
      DataSource dataSource,
      Briefs briefs,
      Acknowledgements acknowledgements,
      Contacts contacts,
      Dispatcher dispatcher,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.briefs = briefs;
    this.acknowledgements = acknowledgements;
    this.contacts = contacts;
    this.dispatcher = dispatcher;
    this.identity = identity;
  }

  private record Found(UUID id, String reference, Severity severity, Optional<UUID> caseId) {}

  @GET
  @Operation(summary = "A page with the brief of an alert's case, and a button to acknowledge")
  @APIResponse(
      responseCode = "200",
      description = "The brief, or that it cannot be shown, and the button",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  @APIResponse(
      responseCode = "404",
      description = "A page that says: no such alert",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Response page(@PathParam("reference") String reference, @Context HttpHeaders headers)
      throws SQLException {
    Catalogue words = words(headers);
    Optional<Found> found = find(reference);
    if (found.isEmpty()) {
      return Pages.answer(NOT_FOUND, page(words, null, "alert.none", List.of(), false));
    }
    Optional<UUID> caseId = found.get().caseId();
    if (caseId.isEmpty()) {
      return Pages.answer(OK, page(words, found.get(), "alert.no-case", List.of(), true));
    }
    return switch (briefs.ofStaff(
        caseId.get(), headers.getHeaderString(HttpHeaders.AUTHORIZATION))) {
      case Briefs.Answer.Given given ->
          Pages.answer(OK, page(words, found.get(), null, Reading.of(words, given.brief()), true));
      case Briefs.Answer.Withheld _ ->
          Pages.answer(OK, page(words, found.get(), "alert.withheld", List.of(), true));
      case Briefs.Answer.Unavailable _ ->
          Pages.answer(OK, page(words, found.get(), "alert.unavailable", List.of(), true));
    };
  }

  @POST
  @Operation(summary = "The button of the page: acknowledges as the user who is signed in")
  @APIResponse(
      responseCode = "200",
      description = "A page that says: acknowledged",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  @APIResponse(
      responseCode = "403",
      description = "The roles are not enough; or a page that says: another site asked",
      content = {
        @Content(mediaType = Problem.MEDIA_TYPE),
        @Content(mediaType = MediaType.TEXT_HTML)
      })
  @APIResponse(
      responseCode = "404",
      description = "A page that says: no such alert",
      content = @Content(mediaType = MediaType.TEXT_HTML))
  public Response acknowledge(
      @PathParam("reference") String reference, @Context HttpHeaders headers) throws SQLException {
    Catalogue words = words(headers);
    Optional<Found> found = find(reference);
    if (found.isEmpty()) {
      return Pages.answer(NOT_FOUND, page(words, null, "alert.none", List.of(), false));
    }
    if (!SameSite.is(headers)) {
      return Pages.answer(FORBIDDEN, page(words, found.get(), "alert.elsewhere", List.of(), false));
    }
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      acknowledgements.take(
          connection,
          found.get().id(),
          acknowledgements.user(identity.getPrincipal().getName()),
          clock.instant());
      connection.commit();
    }
    dispatcher.wake();
    return Pages.answer(OK, page(words, found.get(), "alert.acknowledged", List.of(), false));
  }

  /** In the language of the contact through whom the user is reached; else in the browser's. */
  private Catalogue words(HttpHeaders headers) {
    return Catalogue.of(
        acknowledgements
            .user(identity.getPrincipal().getName())
            .contact()
            .map(contacts::language)
            .orElseGet(
                () ->
                    headers.getAcceptableLanguages().stream().findFirst().orElse(Locale.ENGLISH)));
  }

  private Optional<Found> find(String reference) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query =
            connection.prepareStatement(
                "SELECT id, reference, severity, case_id FROM alert WHERE reference = ?")) {
      query.setString(1, reference);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Found(
                    row.getObject("id", UUID.class),
                    row.getString("reference"),
                    Severity.values()[row.getInt("severity")],
                    Optional.ofNullable(row.getObject("case_id", UUID.class))))
            : Optional.empty();
      }
    }
  }

  private static AlertPage page(
      Catalogue words, Found found, String text, List<Block> blocks, boolean button) {
    return new AlertPage(
        words.language().toLanguageTag(),
        Pages.STYLE,
        found == null ? null : found.reference(),
        found == null ? null : words.word(found.severity().name()),
        text == null ? null : words.sentence(text),
        blocks,
        button ? words.sentence("page.button") : null);
  }
}
