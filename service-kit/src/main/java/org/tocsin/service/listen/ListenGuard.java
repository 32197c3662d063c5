package org.tocsin.service.listen;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.tocsin.service.staff.Staff;

/**
 * Ends a service that is about to listen where it must not. Runs while starting: Quarkus opens the
 * port only afterwards.
 */
@Singleton
public class ListenGuard {

  /** Right after the staff file was read. */
  private static final int SECOND = 2;

  private static final List<String> CERTIFICATES =
      List.of(
          "quarkus.http.ssl.certificate.files",
          "quarkus.http.ssl.certificate.key-store-file",
          "quarkus.http.tls-configuration-name",
          "quarkus.tls.key-store.");

  void check(@Observes @Priority(SECOND) StartupEvent start, Config config, Staff staff) {
    rule(config, staff.file().generated())
        .refusal()
        .ifPresent(
            refusal -> {
              throw new ConfigurationException(refusal);
            });
  }

  static ListenRule rule(Config config, boolean generatedStaff) {
    return new ListenRule(
        config.getValue("quarkus.http.host", String.class),
        generatedStaff,
        "disabled"
                .equalsIgnoreCase(
                    config
                        .getOptionalValue("quarkus.http.insecure-requests", String.class)
                        .orElse("enabled"))
            && hasCertificate(config),
        config.getOptionalValue("tocsin.listen.behind-tls-proxy", Boolean.class).orElse(false));
  }

  private static boolean hasCertificate(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .anyMatch(name -> CERTIFICATES.stream().anyMatch(name::startsWith));
  }
}
