package org.tocsin.alert.live;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tocsin.service.live.ServerSentEvents;
import org.tocsin.service.staff.Roles;

/** Tells of steps of alerts as they happen, on any instance. Ids, codes and times only. */
@Path("/v1/alerts/events")
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.DESK, Roles.OPS, Roles.ADMIN})
public class LiveAlertsResource {

  private final Feed feed;

  LiveAlertsResource(Feed feed) {
    this.feed = feed;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(
      summary = "Be told of steps of alerts as they happen, as server-sent events",
      description =
          """
          First comes open, or reload where so much was missed that alerts have to be fetched anew; then step for each step \
          that stands in alert-events, whichever instance made it. A comment every 15 seconds is a sign of life. \
          Last-Event-ID goes on without a gap, on any instance. A client that falls 20,000 steps behind gets too-slow, and \
          the stream ends.""")
  @APIResponse(
      responseCode = "200",
      description =
          "Events open, reload, step and too-slow, until the client hangs up, at most an hour",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = Message.Data.class)))
  @APIResponse(
      responseCode = "503",
      description = "As many streams are open as this instance keeps")
  public Multi<OutboundSseEvent> live(
      @Parameter(description = "The id of the last event that came") @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context Sse sse) {
    Optional<Long> resumed = ServerSentEvents.resumed(lastEventId, LiveAlertsResource::number);
    return ServerSentEvents.open(feed, new Listener(resumed, feed.now()), feed::take, sse);
  }

  private static Optional<Long> number(String id) {
    return id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
  }
}
