package org.tocsin.intake.partner;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.log.BrokerException;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/**
 * For ops: who may post, and with which keys. Every change is written to the audit log first, and
 * is in force on this instance when it is answered, on all others within two seconds.
 */
@Path("/v1/partners")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PartnersResource {

  static final ProblemType PARTNER_EXISTS =
      new ProblemType("partner-exists", "There is such a partner already", 409);
  static final ProblemType UNKNOWN_PARTNER =
      new ProblemType("unknown-partner", "There is no such partner", 404);
  static final ProblemType UNKNOWN_KEY =
      new ProblemType("unknown-key", "The partner has no such API key", 404);

  /**
   * A partner that is to be let in.
   *
   * @param organisation its id, in lower-case letters, digits and hyphens
   * @param eventsPerSecond its quota; left out for that of all
   */
  public record NewPartner(String organisation, Integer eventsPerSecond) {}

  /**
   * What is to change; what is left out stays.
   *
   * @param status {@code active} or {@code suspended}
   * @param eventsPerSecond its quota
   */
  public record Change(String status, Integer eventsPerSecond) {}

  /**
   * A key without its secret.
   *
   * @param keyId by which it is revoked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeyView(String keyId, Instant createdAt, Instant revokedAt) {}

  /** A partner with its keys. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PartnerView(
      String organisation,
      String status,
      Integer eventsPerSecond,
      Instant createdAt,
      List<KeyView> keys) {}

  /**
   * A key that was just issued.
   *
   * @param keyId by which it is revoked
   * @param apiKey the key itself, shown this once
   */
  public record IssuedKey(String organisation, String keyId, String apiKey) {}

  private final PartnerDirectory directory;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  PartnersResource(PartnerDirectory directory, AuditLog audit, SecurityIdentity identity) {
    this.directory = directory;
    this.audit = audit;
    this.identity = identity;
  }

  @GET
  @RolesAllowed({Roles.ADMIN, Roles.OPS})
  @Operation(summary = "All partners with their keys, without any secret")
  public List<PartnerView> list() {
    return directory.partners().stream().map(this::view).toList();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Let a partner in; it needs a key before it can post")
  @APIResponse(responseCode = "201", description = "The partner is in the directory")
  @APIResponse(responseCode = "409", description = "There is such a partner already")
  public Response add(NewPartner wanted) {
    if (wanted == null || wanted.organisation() == null) {
      throw invalid(
          "/organisation", "required", "This field is missing.", "Give the partner's id.");
    }
    Partner partner = partner(wanted);
    if (directory.partner(partner.organisation()).isPresent()) {
      throw ProblemException.of(
          PARTNER_EXISTS, "Issue it a key, or let it post again, instead of adding it.");
    }
    put("partner-added", Entry.of(partner));
    return Response.created(URI.create("/v1/partners/" + partner.organisation()))
        .entity(view(partner))
        .build();
  }

  @PATCH
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("{organisation}")
  @Operation(summary = "Suspend a partner, let it post again, or change its quota")
  @APIResponse(responseCode = "200", description = "In force")
  public PartnerView change(@PathParam("organisation") String organisation, Change change) {
    Partner partner = known(organisation);
    if (change == null || (change.status() == null && change.eventsPerSecond() == null)) {
      throw invalid("", "required", "Nothing is to change.", "Give status or eventsPerSecond.");
    }
    if (change.eventsPerSecond() != null) {
      requireQuota(change.eventsPerSecond());
      partner = partner.withQuota(change.eventsPerSecond());
    }
    if (change.status() != null) {
      partner = partner.with(status(change.status()));
    }
    put("partner-" + partner.status().name().toLowerCase(Locale.ROOT), Entry.of(partner));
    return view(partner);
  }

  @POST
  @Path("{organisation}/keys")
  @Operation(summary = "Issue an API key; it is shown once and kept as a hash")
  @APIResponse(responseCode = "201", description = "The key is in force")
  public Response issue(@PathParam("organisation") String organisation) {
    Partner partner = known(organisation);
    String secret = ApiKeys.create();
    byte[] random = new byte[4];
    ThreadLocalRandom.current().nextBytes(random);
    String keyId = HexFormat.of().formatHex(random);
    put(
        "key-issued",
        Entry.of(
            new ApiKey(
                partner.organisation(), keyId, ApiKeys.hash(secret), clock.instant(), null)));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(new IssuedKey(partner.organisation(), keyId, secret))
        .build();
  }

  @DELETE
  @Path("{organisation}/keys/{keyId}")
  @Operation(summary = "Revoke an API key, for ever")
  @APIResponse(responseCode = "204", description = "It opens nothing any more")
  public Response revoke(
      @PathParam("organisation") String organisation, @PathParam("keyId") String keyId) {
    known(organisation);
    ApiKey key =
        directory
            .key(organisation, keyId)
            .orElseThrow(
                () -> ProblemException.of(UNKNOWN_KEY, "List the partners to see its keys."));
    if (key.isValid()) {
      put("key-revoked", Entry.of(key.revoked(clock.instant())));
    }
    return Response.noContent().build();
  }

  private void put(String action, Entry entry) {
    try {
      audit.append(identity.getPrincipal().getName(), action, entry.key());
      directory.put(entry).join();
    } catch (CompletionException | BrokerException e) {
      throw new ProblemException(
              Problem.of(
                  ProblemType.UNAVAILABLE,
                  "The change is not known to be recorded. List the partners, and try it again."))
          .with("Retry-After", "5");
    }
  }

  private Partner known(String organisation) {
    return directory
        .partner(organisation)
        .orElseThrow(
            () -> ProblemException.of(UNKNOWN_PARTNER, "List the partners, or add this one."));
  }

  private PartnerView view(Partner partner) {
    return new PartnerView(
        partner.organisation(),
        partner.status().name().toLowerCase(Locale.ROOT),
        partner.eventsPerSecond(),
        partner.createdAt(),
        directory.keys(partner.organisation()).stream()
            .map(key -> new KeyView(key.keyId(), key.createdAt(), key.revokedAt()))
            .toList());
  }

  private Partner partner(NewPartner wanted) {
    if (wanted.eventsPerSecond() != null) {
      requireQuota(wanted.eventsPerSecond());
    }
    try {
      return new Partner(
          wanted.organisation(), Partner.Status.ACTIVE, wanted.eventsPerSecond(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw invalid(
          "/organisation",
          "organisation",
          "This is no id of an organisation.",
          "Use lower-case letters, digits and hyphens, such as example-ngo.");
    }
  }

  private static void requireQuota(int eventsPerSecond) {
    if (eventsPerSecond < 1 || eventsPerSecond > Partner.MOST_EVENTS_PER_SECOND) {
      throw invalid(
          "/eventsPerSecond",
          "number",
          "This is no quota.",
          "Give a whole number from 1 to " + Partner.MOST_EVENTS_PER_SECOND + ".");
    }
  }

  private static Partner.Status status(String code) {
    return switch (code) {
      case "active" -> Partner.Status.ACTIVE;
      case "suspended" -> Partner.Status.SUSPENDED;
      default ->
          throw invalid("/status", "code", "There is no such status.", "Send active or suspended.");
    };
  }

  private static ProblemException invalid(String pointer, String rule, String detail, String fix) {
    return ProblemException.of(
        ProblemType.INVALID_REQUEST,
        "Correct what is named below.",
        List.of(Fault.inBody(pointer, rule, detail, fix)));
  }
}
