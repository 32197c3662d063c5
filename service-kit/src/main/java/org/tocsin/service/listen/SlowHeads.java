package org.tocsin.service.listen;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Protection against clients that send the head of a request byte by byte (slow loris), for which
 * neither Vert.x nor Quarkus has an option: {@code tocsin.listen.slowest-head} is how long a head
 * may take. Netty looks for {@link RequestHeads} because of this.
 */
@ApplicationScoped
public class SlowHeads implements HttpServerOptionsCustomizer {

  /** Netty asks for extensions when its first server is made: after this, as options come first. */
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    lookForExtensions();
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    lookForExtensions();
  }

  private static void lookForExtensions() {
    System.setProperty("io.netty.bootstrap.extensions", "serviceload");
  }
}
