package org.tocsin.service.listen;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Gives each connection that a service accepts a deadline for the heads of its requests. Netty
 * finds it as a service, where one class loader has both: in a packaged service, not in a {@code
 * QuarkusTest}. {@link SlowHeads} tells it to look.
 */
public final class RequestHeads extends ChannelInitializerExtension {

  private final Duration slowest =
      ConfigProvider.getConfig().getValue("tocsin.listen.slowest-head", Duration.class);

  @Override
  public void postInitializeServerChildChannel(Channel accepted) {
    accepted.pipeline().addFirst(new HeadDeadline(slowest));
  }
}
