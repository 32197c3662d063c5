package org.tocsin.registry.live;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tocsin.registry.casefile.CaseParts;
import org.tocsin.registry.casefile.CaseReading;
import org.tocsin.registry.disclosure.Disclosure;
import org.tocsin.registry.disclosure.Purpose;
import org.tocsin.registry.disclosure.Request;
import org.tocsin.registry.history.Position;
import org.tocsin.service.live.ServerSentEvents;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Tells that a case has changed. Its id and times only: the page shows what, through the gate. */
@Path("/v1/cases/{id}/live")
@Blocking
@RolesAllowed(Roles.DESK)
@Tag(name = "Live")
public class LiveCaseResource {

  private final DataSource dataSource;
  private final CaseReading reading;
  private final Disclosure disclosure;
  private final Feed feed;
  private final SecurityIdentity identity;

  LiveCaseResource(
      DataSource dataSource,
      CaseReading reading,
      Disclosure disclosure,
      Feed feed,
      SecurityIdentity identity) {
    this.dataSource = dataSource;
    this.reading = reading;
    this.disclosure = disclosure;
    this.feed = feed;
    this.identity = identity;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(
      summary = "Be told when a case changes, as server-sent events",
      description =
          """
          As the stream of States, with the event case. It ends when the reader is not on the case's need-to-know list any more. \
          That somebody listens stands in the audit log, as a reading without names.""")
  @APIResponse(
      responseCode = "200",
      description = "Events open, reload and case, until the client hangs up, at most an hour",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = Message.Data.class)))
  @APIResponse(
      responseCode = "503",
      description =
          "As many streams are open as this instance keeps, or the reading cannot be recorded")
  public Multi<OutboundSseEvent> live(
      @PathParam("id") UUID id,
      @Parameter(description = "The id of the last event that came") @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context Sse sse)
      throws SQLException {
    var resumed = ServerSentEvents.resumed(lastEventId, Position::of);
    var reader = Request.ofStaff(identity.getPrincipal().getName(), false, Purpose.DESK_WORK);
    try (Connection connection = dataSource.getConnection()) {
      CaseParts parts = reading.of(connection, id);
      if (!parts.isKnown()) {
        throw ProblemException.of(ProblemType.NOT_FOUND, "There is no case with this id.");
      }
      disclosure.ofCase(connection, reader, id, parts.standing());
    }
    var listener = Listener.toCase(new Listener.Watch(id, reader), resumed, feed.now());
    return ServerSentEvents.open(feed, listener, feed::take, sse);
  }
}
