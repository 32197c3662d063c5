package org.tocsin.alert.mail;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;

/**
 * The one event loop by which all mails go: whatever sends one subscribes there. Called from
 * another thread, the mail client (Vert.x 4.5.27) begins to listen to a new connection only after
 * the loop may have read the greeting, which is lost then, and waits for it for ever
 * (docs/decisions/0029).
 */
@ApplicationScoped
public class MailLoop implements Executor {

  private final Context loop;

  MailLoop(Vertx vertx) {
    this.loop = VertxContext.getRootContext(vertx.getOrCreateContext());
  }

  @Override
  public void execute(Runnable task) {
    loop.runOnContext(begun -> task.run());
  }
}
