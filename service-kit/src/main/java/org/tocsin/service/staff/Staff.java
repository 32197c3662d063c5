package org.tocsin.service.staff;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The staff file as it is now: read at the start, and again within two seconds after it was
 * changed.
 */
@ApplicationScoped
public class Staff {

  private static final Logger LOG = Logger.getLogger(Staff.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private record Version(FileTime modified, long size) {}

  private record Reading(Version version, StaffFile file, Instant looked) {}

  private final Optional<Path> path;
  private final boolean openIdConnect;
  private final InstantSource clock;
  private volatile Reading reading;

  /**
   * The staff of a file.
   *
   * @param path the file; needed where nobody can sign in otherwise
   * @param openIdConnect whether others can sign in, whom the file does not name
   */
  @Inject
  public Staff(
      @ConfigProperty(name = "tocsin.staff.file") Optional<Path> path,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "false")
          boolean openIdConnect) {
    this(path, openIdConnect, InstantSource.system());
  }

  Staff(Optional<Path> path, boolean openIdConnect, InstantSource clock) {
    this.path = path;
    this.openIdConnect = openIdConnect;
    this.clock = clock;
  }

  /**
   * Before anything else of the service starts: without staff nobody could get in, so it does not
   * start at all.
   */
  void readOrRefuse(@Observes @Priority(1) StartupEvent start) {
    if (path.isEmpty() && !openIdConnect) {
      throw new ConfigurationException(
          "Nobody could sign in: set tocsin.staff.file to a staff file, or configure OpenID Connect"
              + " (quarkus.oidc.*). See docs/operations.md.");
    }
    try {
      file();
    } catch (StaffFile.Unusable unusable) {
      throw new ConfigurationException(unusable.getMessage());
    }
  }

  /**
   * The users now. A file that has become unusable leaves the last good one in force, and says so
   * in the log.
   */
  public StaffFile file() {
    if (path.isEmpty()) {
      return StaffFile.empty();
    }
    var last = reading;
    if (last == null
        || Duration.between(last.looked(), clock.instant()).compareTo(LOOK_AGAIN) >= 0) {
      look();
    }
    return reading.file();
  }

  /**
   * Whether the file names everybody who can sign in; with OpenID Connect others can, and who they
   * are is not known here.
   */
  public boolean namesEverybody() {
    return !openIdConnect;
  }

  private synchronized void look() {
    var last = reading;
    var now = clock.instant();
    var version = version();
    if (last != null && last.version().equals(version)) {
      reading = new Reading(version, last.file(), now);
      return;
    }
    try {
      reading = new Reading(version, StaffFile.read(path.get()), now);
    } catch (StaffFile.Unusable unusable) {
      if (last == null) {
        throw unusable;
      }
      LOG.errorf(
          "%s Until then the users of the last good version can sign in.", unusable.getMessage());
      reading = new Reading(version, last.file(), now);
    }
  }

  private Version version() {
    try {
      return new Version(Files.getLastModifiedTime(path.get()), Files.size(path.get()));
    } catch (IOException gone) {
      return new Version(FileTime.fromMillis(0), -1);
    }
  }
}
