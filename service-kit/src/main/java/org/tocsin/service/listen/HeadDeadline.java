package org.tocsin.service.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose next request has begun and has no whole head in time: a client that sends
 * a byte now and then is never idle, and would hold its place for good. A new connection counts as
 * begun; one that rests between two requests does not. Used by the connection's event loop only.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

  private static final long NOT_BEGUN = -1;

  private final long slowest;
  private final long opened = System.nanoTime();
  private long begun;
  private boolean answering;

  HeadDeadline(Duration slowest) {
    this.slowest = slowest.toNanos();
  }

  /** The request has a whole head: what comes now is its body. */
  static void whole(Channel connection) {
    HeadDeadline deadline = connection.pipeline().get(HeadDeadline.class);
    if (deadline != null) {
      deadline.begun = NOT_BEGUN;
      deadline.answering = true;
    }
  }

  /** The request is answered: what comes now is the next one. */
  static void answered(Channel connection) {
    HeadDeadline deadline = connection.pipeline().get(HeadDeadline.class);
    if (deadline != null) {
      deadline.answering = false;
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    lookAgain(context, slowest);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (!answering && begun == NOT_BEGUN) {
      begun = sinceOpened();
    }
    context.fireChannelRead(bytes);
  }

  private void look(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      return;
    }
    long left = begun == NOT_BEGUN ? slowest : begun + slowest - sinceOpened();
    if (left <= 0) {
      context.close();
    } else {
      lookAgain(context, left);
    }
  }

  private void lookAgain(ChannelHandlerContext context, long nanos) {
    context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
  }

  private long sinceOpened() {
    return System.nanoTime() - opened;
  }
}
