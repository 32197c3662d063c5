package org.tocsin.alert.cutoff;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.plan.Plans;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** Cuts off a contact whose handset or mailbox is lost, whatever the plan says from then on. */
@Path("/v1/contacts/{id}/cut-off")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.OPS, Roles.ADMIN})
public class CutOffResource {

  private final CutOffs cutOffs;
  private final Plans plans;
  private final AuditLog audit;
  private final SecurityIdentity identity;
  private final Clock clock = Clock.systemUTC();

  CutOffResource(CutOffs cutOffs, Plans plans, AuditLog audit, SecurityIdentity identity) {
    this.cutOffs = cutOffs;
    this.plans = plans;
    this.audit = audit;
    this.identity = identity;
  }

  /** How it stands with a contact. */
  public record View(String contact, boolean cutOff) {}

  @PUT
  @Operation(
      summary = "Cut a contact off: codes, links and addresses",
      description =
          "Nothing is sent to the contact from now on, what is queued goes to the next contact, and its links open nothing. It holds over changes of the plan until it is lifted.")
  public View cutOff(@PathParam("id") String id) throws SQLException {
    plans.refresh();
    Contact contact = plans.contacts().get(id);
    if (contact == null) {
      throw ProblemException.of(ProblemType.NOT_FOUND, "The plan has no such contact.");
    }
    List<String> addresses = contact.addresses().stream().map(Plans::key).toList();
    cutOffs.cutOff(id, addresses, identity.getPrincipal().getName(), clock.instant());
    plans.refresh();
    audit.append(identity.getPrincipal().getName(), "contact-cut-off", "contact/" + id);
    return new View(id, true);
  }

  @DELETE
  @Operation(summary = "Lift a cut-off: from now on messages go to the contact again")
  public View lift(@PathParam("id") String id) throws SQLException {
    if (!cutOffs.holds(id)) {
      throw ProblemException.of(ProblemType.NOT_FOUND, "This contact is not cut off.");
    }
    audit.append(identity.getPrincipal().getName(), "cut-off-lifted", "contact/" + id);
    cutOffs.lift(id);
    plans.refresh();
    return new View(id, false);
  }
}
