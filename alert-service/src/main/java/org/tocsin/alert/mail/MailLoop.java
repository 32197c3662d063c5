package org.tocsin.alert.mail;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The one event loop by which all mails go: whatever sends one subscribes there. Called from
 * another thread, the mail client (Vert.x 4.5.27) begins to listen to a new connection only after
 * the loop may have read the greeting, which is lost then, and waits for it for ever
 * (docs/decisions/0029).
 */
@ApplicationScoped
public class MailLoop {

  private final Context loop;

  MailLoop(Vertx vertx) {
    this.loop = VertxContext.getRootContext(vertx.getOrCreateContext());
  }

  /**
   * Sends a mail and waits for what the server says of it.
   *
   * @param mail as the mail client gives it, not yet subscribed to
   * @param longest how long to wait
   * @throws TimeoutException without an answer until then
   * @throws RuntimeException with what the mail client or the server objects to
   */
  public void send(Uni<?> mail, Duration longest) {
    mail.runSubscriptionOn(task -> loop.runOnContext(begun -> task.run())).await().atMost(longest);
  }
}
