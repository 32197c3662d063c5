package org.tocsin.service.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.sql.SQLException;
import java.util.List;
import org.tocsin.service.log.BrokersAway;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;
import org.tocsin.service.staff.Roles;

/** A resource as a service would have it, with every way to fail. */
@Path("/sample")
public class SampleResource {

  public record Note(String title, int pages) {}

  @GET
  public String whoAmI(@Context SecurityContext security) {
    return security.getUserPrincipal().getName();
  }

  @GET
  @Path("/desk")
  @RolesAllowed(Roles.DESK)
  public String desk() {
    return "desk";
  }

  @GET
  @Path("/number/{n}")
  public String number(@PathParam("n") int n) {
    return Integer.toString(n);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Note echo(Note note) {
    return note;
  }

  @GET
  @Path("/refused")
  public String refused() {
    throw ProblemException.of(
            new ProblemType("unknown-field", "A field is not known", 422),
            "One field is not known.",
            List.of(Fault.inBody("/a", "unknown-field", "There is no such field.", "Remove it.")))
        .with("Retry-After", "7");
  }

  @GET
  @Path("/bug")
  public String bug() {
    throw new IllegalStateException("canary Amina Example", new RuntimeException("canary too"));
  }

  @GET
  @Path("/brokers-away")
  public String brokersAway() {
    throw BrokersAway.thrown();
  }

  /** As the database or the pool before it says it; "none" is no state at all. */
  @GET
  @Path("/sql/{state}")
  public String sql(@PathParam("state") String state) throws SQLException {
    throw new SQLException("canary Amina Example", state.equals("none") ? null : state);
  }
}
