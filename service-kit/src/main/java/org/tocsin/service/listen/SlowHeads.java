package org.tocsin.service.listen;

import io.netty.channel.Channel;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Protection against clients that send the head of a request byte by byte (slow loris), for which
 * neither Vert.x nor Quarkus has an option: {@code tocsin.listen.slowest-head} is how long a head
 * may take.
 */
@ApplicationScoped
public class SlowHeads implements HttpServerOptionsCustomizer {

  /** Before every other filter, so that a request that is refused counts as well. */
  private static final int FIRST = 1_000;

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

  void watch(@Observes Filters filters) {
    filters.register(SlowHeads::whole, FIRST);
  }

  private static void whole(RoutingContext request) {
    if (request.request().connection() instanceof ConnectionBase connection) {
      Channel channel = connection.channel();
      HeadDeadline.whole(channel);
      request.addEndHandler(ended -> HeadDeadline.answered(channel));
    }
    request.next();
  }
}
