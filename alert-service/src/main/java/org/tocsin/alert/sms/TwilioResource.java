package org.tocsin.alert.sms;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.alert.contact.PhoneNumbers;
import org.tocsin.alert.delivery.Receipts;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/**
 * What a Twilio-compatible provider calls: receipts and replies. Nobody signs in here; a request
 * counts by its signature. What was not stored is answered with 503, and nothing has come of it.
 */
@Path("/v1/sms/twilio/{name}")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
@PermitAll
public class TwilioResource {

  /** An answer that sends nothing; ours go out as any SMS does. */
  private static final String NO_ANSWER =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response></Response>";

  private final SmsSettings settings;
  private final SmsChannel channel;
  private final Receipts receipts;

  TwilioResource(SmsSettings settings, SmsChannel channel, Receipts receipts) {
    this.settings = settings;
    this.channel = channel;
    this.receipts = receipts;
  }

  /** What the provider is told to call. */
  static String url(URI base, String name, String what) {
    return base.toString().replaceFirst("/+$", "") + "/v1/sms/twilio/" + name + "/" + what;
  }

  @POST
  @Path("status")
  @Operation(
      summary = "What became of an SMS; called by a Twilio-compatible provider, signed",
      description = "The form has MessageSid, MessageStatus and To, the query our reference.")
  @APIResponse(responseCode = "204", description = "Stored, or nothing that counts")
  @APIResponse(responseCode = "403", description = "The signature is not that of this request")
  @APIResponse(responseCode = "404", description = "No account of this name takes such calls")
  public void status(
      @PathParam("name") String name,
      @HeaderParam("X-Twilio-Signature") String signature,
      @Context UriInfo uri,
      MultivaluedMap<String, String> form)
      throws SQLException {
    check(name, "status", signature, uri, form);
    Optional<Receipts.Arrival> arrival =
        switch (field(form, "MessageStatus")) {
          case "delivered", "read" -> Optional.of(Receipts.Arrival.DELIVERED);
          case "undelivered", "failed", "canceled" -> Optional.of(Receipts.Arrival.FAILED);
          default -> Optional.empty();
        };
    if (arrival.isPresent()) {
      receipts.store(
          name + ":" + field(form, "MessageSid"),
          arrival.get(),
          PhoneNumbers.international(field(form, "To")).orElse(""),
          reference(uri.getQueryParameters().getFirst("reference")));
    }
  }

  @POST
  @Path("replies")
  @Produces(MediaType.APPLICATION_XML)
  @Operation(
      summary = "What somebody answered to an SMS; called by such a provider, signed",
      description = "The form has MessageSid, From and Body.")
  @APIResponse(
      responseCode = "200",
      description = "Stored; the answer sends nothing",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_XML,
              schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "403", description = "The signature is not that of this request")
  @APIResponse(responseCode = "404", description = "No account of this name takes such calls")
  public String reply(
      @PathParam("name") String name,
      @HeaderParam("X-Twilio-Signature") String signature,
      @Context UriInfo uri,
      MultivaluedMap<String, String> form)
      throws SQLException {
    check(name, "replies", signature, uri, form);
    Optional<String> number = PhoneNumbers.international(field(form, "From"));
    if (number.isPresent() && !field(form, "MessageSid").isEmpty()) {
      channel.take(new Reply(name, field(form, "MessageSid"), number.get(), field(form, "Body")));
    }
    return NO_ANSWER;
  }

  private void check(
      String name,
      String what,
      String signature,
      UriInfo uri,
      MultivaluedMap<String, String> form) {
    SmsSettings.Provider provider = settings.providers().get(name);
    if (provider == null
        || provider.kind() != SmsSettings.Kind.TWILIO
        || provider.callbackUrl().isEmpty()) {
      throw ProblemException.of(
          ProblemType.NOT_FOUND, "No account of this name takes calls of its provider.");
    }
    String query = uri.getRequestUri().getRawQuery();
    String called =
        url(provider.callbackUrl().get(), name, what) + (query == null ? "" : "?" + query);
    if (!TwilioSignature.isRight(provider.password(), called, form, signature)) {
      throw ProblemException.of(
          ProblemType.FORBIDDEN,
          "The signature is not that of this request: the account's token and tocsin.sms.NAME.callback-url have to be those that the provider knows.");
    }
  }

  private static String field(MultivaluedMap<String, String> form, String name) {
    String value = form.getFirst(name);
    return value == null ? "" : value;
  }

  /** Only we have put it there: it is signed. */
  private static Short reference(String text) {
    return text == null ? null : (short) Integer.parseInt(text);
  }
}
