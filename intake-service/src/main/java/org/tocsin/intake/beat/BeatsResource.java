package org.tocsin.intake.beat;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.intake.partner.Caller;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * A partner says that it is there. alert-service alarms when one that is expected to does not
 * (docs/alerting.md, Beats).
 */
@Path("/v1/beats")
@RolesAllowed(Roles.PARTNER)
@RunOnVirtualThread
public class BeatsResource {

  /** It says nothing: who and when stand in the record's key and timestamp. */
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private final LogWriter log;
  private final KafkaSettings kafka;
  private final SecurityIdentity identity;
  private static volatile boolean topicIsThere;

  BeatsResource(LogWriter log, KafkaSettings kafka, SecurityIdentity identity) {
    this.log = log;
    this.kafka = kafka;
    this.identity = identity;
  }

  @POST
  @Operation(
      operationId = "beat",
      summary = "Say that you are there",
      description =
          "As often as you have agreed with those who run Tocsin; when it stops, they look after you. Nothing has to be sent in the body.")
  @APIResponse(responseCode = "204", description = "Heard")
  @APIResponse(responseCode = "503", description = "Not known to be heard; send it again")
  public void beat() {
    try {
      if (!topicIsThere) {
        Topics.ensure(kafka, Topics.PARTNER_BEATS);
        topicIsThere = true;
      }
      log.append(Topics.PARTNER_BEATS, Caller.of(identity).organisation().id(), NOTHING).join();
    } catch (BrokerException | CompletionException away) {
      throw ProblemException.of(
              ProblemType.UNAVAILABLE, "The brokers did not acknowledge it. Send it again.")
          .with("Retry-After", "5");
    }
  }
}
