package org.tocsin.intake.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.events.Event;
import org.tocsin.events.Subject;
import org.tocsin.events.codec.EventCodec;
import org.tocsin.events.identity.Organisation;
import org.tocsin.events.shape.Violation;
import org.tocsin.events.submission.Envelope;
import org.tocsin.events.submission.Submission;
import org.tocsin.events.submission.SubmissionReader;
import org.tocsin.service.log.LogWriter;
import org.tocsin.service.log.Topics;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** The entrance for partners: one CloudEvent, checked, recorded, and only then acknowledged. */
@Path("/v1/events")
@RolesAllowed(Roles.PARTNER)
public class EventsResource {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String ATTRIBUTE = "ce-";
  private static final ProblemType INVALID_EVENT =
      new ProblemType("invalid-event", "The event breaks rules; nothing of it was recorded", 422);

  private final SubmissionReader reader;
  private final LogWriter log;
  private final SecurityIdentity identity;
  private final MeterRegistry meters;

  EventsResource(
      SubmissionReader reader, LogWriter log, SecurityIdentity identity, MeterRegistry meters) {
    this.reader = reader;
    this.log = log;
    this.identity = identity;
    this.meters = meters;
  }

  @POST
  @Consumes({STRUCTURED, MediaType.APPLICATION_JSON})
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(summary = "Report one event, as a CloudEvent in structured or binary mode")
  @APIResponse(responseCode = "202", description = "Recorded: the brokers have acknowledged it")
  @APIResponse(responseCode = "400", description = "Not JSON")
  @APIResponse(responseCode = "401", description = "No API key, or an unknown one")
  @APIResponse(responseCode = "413", description = "Larger than 256 KiB")
  @APIResponse(responseCode = "415", description = "Neither a CloudEvent nor JSON")
  @APIResponse(
      responseCode = "422",
      description = "Breaks rules: each is named with its field and a fix")
  @APIResponse(
      responseCode = "503",
      description = "Not known to be recorded: send it again with the same id")
  public Response post(byte[] body, @Context HttpHeaders headers) {
    var organisation = new Organisation(identity.getPrincipal().getName());
    return switch (reader.read(organisation, envelope(body, headers), Instant.now())) {
      case Submission.Refused(List<Violation> violations) -> {
        count("refused");
        throw ProblemException.of(
            INVALID_EVENT, "Correct what is named below and send it again.", faults(violations));
      }
      case Submission.Accepted(Event event, List<Violation> warnings) -> {
        RecordMetadata recorded = record(event);
        count("accepted");
        yield Response.accepted(receipt(event, recorded, warnings))
            .location(URI.create("/v1/events/" + event.header().id()))
            .build();
      }
    };
  }

  private RecordMetadata record(Event event) {
    try {
      return log.append(
              Topics.REPRISAL_EVENTS,
              event.header().subject().toString(),
              EventCodec.toCloudEvent(event))
          .join();
    } catch (CompletionException e) {
      count("unavailable");
      throw new ProblemException(
              Problem.of(
                  ProblemType.UNAVAILABLE,
                  "The event is not known to be recorded. Send it again with the same id: it will count once."))
          .with("Retry-After", "5");
    }
  }

  private static Envelope envelope(byte[] body, HttpHeaders headers) {
    MediaType sent = headers.getMediaType();
    if (is(sent, STRUCTURED)) {
      return Envelope.structured(StrictJson.object(body));
    }
    if (is(sent, MediaType.APPLICATION_JSON)) {
      return Envelope.binary(attributes(headers), StrictJson.object(body));
    }
    throw ProblemException.of(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "Say in Content-Type what the body is: "
            + STRUCTURED
            + ", or application/json with ce- headers.");
  }

  /** Exactly this type, whatever its parameters: a wildcard says nothing. */
  private static boolean is(MediaType sent, String type) {
    return sent != null && type.equalsIgnoreCase(sent.getType() + "/" + sent.getSubtype());
  }

  private static Map<String, String> attributes(HttpHeaders headers) {
    var attributes = new HashMap<String, String>();
    var twice = new ArrayList<Fault>();
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(ATTRIBUTE)) {
                attributes.put(lower.substring(ATTRIBUTE.length()), values.getFirst());
                if (values.size() > 1) {
                  twice.add(
                      Fault.inHeader(
                          lower, "once", "the header is given more than once", "Give it once."));
                }
              }
            });
    if (!twice.isEmpty()) {
      throw ProblemException.of(
          INVALID_EVENT, "Correct what is named below and send it again.", twice);
    }
    return attributes;
  }

  private static Receipt receipt(Event event, RecordMetadata recorded, List<Violation> warnings) {
    var header = event.header();
    String caseId = header.subject() instanceof Subject.OfCase(var id) ? id.toString() : null;
    return new Receipt(
        header.id().value(),
        "accepted",
        caseId,
        header.defender().map(Object::toString).orElse(null),
        Instant.ofEpochMilli(recorded.timestamp()),
        faults(warnings));
  }

  /** A violation of an attribute in binary mode stands in a header, all others in the body. */
  private static List<Fault> faults(List<Violation> violations) {
    return violations.stream()
        .map(
            v ->
                v.pointer().startsWith(ATTRIBUTE)
                    ? Fault.inHeader(v.pointer(), v.rule(), v.detail(), v.fix())
                    : Fault.inBody(v.pointer(), v.rule(), v.detail(), v.fix()))
        .toList();
  }

  private void count(String outcome) {
    meters.counter("tocsin.intake.events", "outcome", outcome).increment();
  }
}
