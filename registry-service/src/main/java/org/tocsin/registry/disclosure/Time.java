package org.tocsin.registry.disclosure;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;

/** The clock by which consent and broken glass expire; tests put another in its place. */
@ApplicationScoped
class Time {

  @Produces
  @DefaultBean
  @ApplicationScoped
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
