package org.tocsin.alert.verification;

import io.quarkus.arc.All;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.delivery.Channel;
import org.tocsin.alert.delivery.DeliveryException;
import org.tocsin.alert.delivery.Message;
import org.tocsin.alert.plan.Plans;
import org.tocsin.alert.text.Catalogue;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Verifies addresses: a code is sent there, and the contact tells it. */
@Path("/v1/contacts/{id}/channels/{kind}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ON_CALL, Roles.OPS, Roles.ADMIN})
public class VerificationResource {

  private final Verifications verifications;
  private final Plans plans;
  private final List<Channel> channels;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  VerificationResource(
      Verifications verifications,
      Plans plans,
      @All List<Channel> channels,
      AuditLog audit,
      SecurityIdentity identity) {
    this.verifications = verifications;
    this.plans = plans;
    this.channels = channels;
    this.audit = audit;
    this.identity = identity;
  }

  /** An address of a contact, without the address itself. */
  public record View(String contact, String channel, boolean verified) {}

  @POST
  @Path("verification")
  @RolesAllowed({Roles.OPS, Roles.ADMIN})
  @Operation(summary = "Send a code to an address; it holds for half an hour")
  @APIResponse(
      responseCode = "202",
      description = "The code was handed over to the provider",
      content = @Content(schema = @Schema(implementation = View.class)))
  @APIResponse(responseCode = "409", description = "A code was sent there less than a minute ago")
  @APIResponse(responseCode = "503", description = "The code could not be handed over")
  public Response send(@PathParam("id") String id, @PathParam("kind") String kind)
      throws SQLException {
    Address address = address(id, kind);
    String code =
        verifications
            .code(id, address.channel(), address.value(), clock.instant())
            .orElseThrow(
                () ->
                    ProblemException.of(
                        ProblemType.CONFLICT,
                        "A code was sent to this address less than a minute ago. Wait for it, or ask again later."));
    try {
      String text = Message.code(Catalogue.of(plans.language(id)), code);
      channel(address.channel())
          .send(new Channel.Outgoing(UUID.randomUUID(), id, List.of(), text, text));
    } catch (DeliveryException e) {
      throw ProblemException.of(
          ProblemType.UNAVAILABLE,
          "The code could not be handed over. See the log of the mail server or SMS provider, and ask again in a minute.");
    }
    return Response.accepted(new View(id, kind, address.verified())).build();
  }

  @POST
  @Path("confirmation")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Verify an address by the code that was sent there; five tries")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example = "{\"code\": \"D85FWJGN\"}",
              schema = @Schema(implementation = Object.class)))
  @APIResponse(
      responseCode = "200",
      description = "The address is verified",
      content = @Content(schema = @Schema(implementation = View.class)))
  @APIResponse(responseCode = "409", description = "No code holds: ask for a new one")
  public View confirm(@PathParam("id") String id, @PathParam("kind") String kind, byte[] body)
      throws SQLException {
    Address address = address(id, kind);
    String code = StrictJson.object(body, 0, body.length).path("code").asText();
    switch (verifications.confirm(id, address.channel(), address.value(), code, clock.instant())) {
      case VERIFIED -> {
        audit.append(
            identity.getPrincipal().getName(), "address-verified", "contact/" + id + "/" + kind);
        plans.refresh();
      }
      case WRONG ->
          throw ProblemException.of(
              ProblemType.INVALID_REQUEST,
              "The address is not verified.",
              List.of(
                  Fault.inBody(
                      "/code",
                      "code",
                      "This is not the code that was sent last.",
                      "Give the eight characters after TOCSIN CODE; after five tries a new code is needed.")));
      case NONE ->
          throw ProblemException.of(
              ProblemType.CONFLICT,
              "No code holds for this address: none was sent, it is older than half an hour, or it was tried five times. Ask for a new one.");
    }
    return new View(id, kind, true);
  }

  private Address address(String id, String kind) {
    return Stream.of(Decision.Channel.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(kind))
        .findFirst()
        .flatMap(
            one ->
                plans.contacts().values().stream()
                    .filter(contact -> contact.id().equals(id))
                    .findFirst()
                    .flatMap(contact -> contact.address(one)))
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemType.NOT_FOUND,
                    "The plan has no such contact, or no such channel of it."));
  }

  private Channel channel(Decision.Channel kind) {
    return channels.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }
}
