package org.tocsin.alert.follow;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Since when news wakes people. A database that begins empty beside an old log would tell of
 * everything once more; so what was recorded long before it began is filed and tells nobody.
 */
@ApplicationScoped
class Beginning {

  private final DataSource dataSource;
  private final Duration age;
  private volatile Instant wakesFrom;

  /**
   * @param age how old news may have been when the database began, to be told all the same
   */
  Beginning(
      DataSource dataSource, @ConfigProperty(name = "tocsin.rebuild.stale-after") Duration age) {
    this.dataSource = dataSource;
    this.age = age;
  }

  /** Before anything is read. */
  void load(@Observes @Priority(1) StartupEvent start) throws SQLException {
    try (var connection = dataSource.getConnection();
        var query = connection.prepareStatement("SELECT min(began_at) AS began_at FROM beginning");
        var row = query.executeQuery()) {
      row.next();
      wakesFrom = row.getTimestamp("began_at").toInstant().minus(age);
    }
  }

  /** News recorded earlier tells nobody. */
  Instant wakesFrom() {
    return wakesFrom;
  }
}
