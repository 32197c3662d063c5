package org.tocsin.registry.erasure;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.tocsin.events.sealing.KeyEncryption;
import org.tocsin.service.log.KafkaSettings;
import org.tocsin.service.log.Topics;
import org.tocsin.service.log.WholeTopic;
import org.tocsin.service.staff.Roles;

/** For ops: under which keys of the keyset the data keys are wrapped. Nothing here is secret. */
@Path("/v1/keyset")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@RolesAllowed({Roles.ADMIN, Roles.OPS})
public class KeysetResource {

  /**
   * How far wrapping anew has come after a rotation.
   *
   * @param primary id of the key under which data keys are wrapped now
   * @param keyset ids of all keys of the keyset
   * @param dataKeys how many data keys are wrapped under each; 0 stands for none of Tink's
   * @param followed whether the registry has all that stands in {@code sealing-keys}
   * @param oldMayGo whether all keys but the primary open nothing that is still needed
   */
  public record State(
      long primary,
      Set<Long> keyset,
      Map<Long, Integer> dataKeys,
      boolean followed,
      boolean oldMayGo) {}

  private final DataSource dataSource;
  private final Epochs epochs;
  private final Search search;
  private final KeyEncryption encryption;
  private final KafkaSettings kafka;

  KeysetResource(
      DataSource dataSource,
      Epochs epochs,
      Search search,
      KeyEncryption encryption,
      KafkaSettings kafka) {
    this.dataSource = dataSource;
    this.epochs = epochs;
    this.search = search;
    this.encryption = encryption;
    this.kafka = kafka;
  }

  @GET
  @Operation(
      summary =
          "Under which keys of the keyset the data keys are wrapped, and which may be destroyed")
  public State state() throws SQLException {
    var extents = WholeTopic.extents(kafka, Topics.SEALING_KEYS);
    try (Connection connection = dataSource.getConnection()) {
      // First how far the reader is, then what is in the table: what comes later only adds.
      boolean followed = search.followed(connection, extents);
      Map<Long, Integer> counts = epochs.counts(connection);
      long primary = encryption.epoch();
      return new State(
          primary,
          new TreeSet<>(encryption.epochs()),
          counts,
          followed,
          followed && counts.keySet().stream().allMatch(epoch -> epoch == primary));
    }
  }
}
