package org.tocsin.registry.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready until the tables are of the shape that this version needs. */
@Readiness
@ApplicationScoped
class TablesCurrent implements HealthCheck {

  private final Rebuild rebuild;

  TablesCurrent(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("tables are of this version")
        .status(rebuild.isCurrent())
        .build();
  }
}
