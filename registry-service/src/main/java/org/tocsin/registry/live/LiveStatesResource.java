package org.tocsin.registry.live;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.tocsin.events.vocabulary.State;
import org.tocsin.registry.history.Position;
import org.tocsin.registry.parameter.Parameters;
import org.tocsin.service.live.ServerSentEvents;
import org.tocsin.service.staff.Roles;

/** Tells of States whose figures have changed. Codes and times only. */
@Path("/v1/states/live")
@Blocking
@RolesAllowed({Roles.DESK, Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
@Tag(name = "Live")
public class LiveStatesResource {

  private final Feed feed;

  LiveStatesResource(Feed feed) {
    this.feed = feed;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @ResponseHeader(name = "Cache-Control", value = "no-store")
  @Operation(
      summary = "Be told when figures of States change, as server-sent events",
      description =
          """
          First comes open, or reload where so much was missed that everything has to be fetched anew; \
          then state for each State whose figures may have changed, several changes of one State in a quarter of a second being one. \
          data has the State's code, and knownAt: its page, asked for with that or with none, shows the change. \
          A comment every 15 seconds is a sign of life. Last-Event-ID goes on without a gap, on any instance.""")
  @APIResponse(
      responseCode = "200",
      description = "Events open, reload and state, until the client hangs up, at most an hour",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = Message.Data.class)))
  @APIResponse(
      responseCode = "503",
      description = "As many streams are open as this instance keeps")
  public Multi<OutboundSseEvent> live(
      @Parameter(description = "Only this State, an ISO 3166-1 alpha-2 code") @QueryParam("state")
          String state,
      @Parameter(description = "The id of the last event that came") @HeaderParam("Last-Event-ID")
          String lastEventId,
      @Context Sse sse) {
    var listener =
        Listener.toStates(
            Parameters.state(state).map(State::code),
            ServerSentEvents.resumed(lastEventId, Position::of),
            feed.now());
    return ServerSentEvents.open(feed, listener, feed::take, sse);
  }
}
