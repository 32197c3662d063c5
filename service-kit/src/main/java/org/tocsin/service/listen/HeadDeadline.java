package org.tocsin.service.listen;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose next request has begun and has no whole head in time: a client that sends
 * a byte now and then is never idle, and would hold its place for good. A new connection counts as
 * begun, with its TLS handshake; one that rests between two requests does not. Stands first in the
 * connection's pipeline, and is used by its event loop only.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {

  private static final long NOT_BEGUN = -1;

  private final long slowest;
  private final long opened = System.nanoTime();

  /** Since when a head is coming, in nanoseconds after the opening. */
  private long begun;

  private boolean inBody;
  private boolean told;

  HeadDeadline(Duration slowest) {
    this.slowest = slowest.toNanos();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    lookAgain(context, slowest);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (!told) {
      told = beTold(context.pipeline());
    }
    if (!inBody && begun == NOT_BEGUN) {
      begun = sinceOpened();
    }
    context.fireChannelRead(bytes);
  }

  /** Has the decoder of requests, or else TLS before it, say what it has understood. */
  private boolean beTold(ChannelPipeline pipeline) {
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    if (decoder != null) {
      pipeline.addAfter(decoder.name(), null, new Requests());
      return true;
    }
    ChannelHandlerContext tls = pipeline.context(SslHandler.class);
    if (tls != null) {
      pipeline.addAfter(tls.name(), null, new Handshake());
      return true;
    }
    return false;
  }

  private void look(ChannelHandlerContext context) {
    if (!context.channel().isActive()) {
      return;
    }
    if (begun != NOT_BEGUN && !context.channel().config().isAutoRead()) {
      // While the service itself does not read, the client is not to blame.
      begun = sinceOpened();
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

  /** Behind the decoder: says where heads and bodies end. */
  private final class Requests extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
      if (part instanceof HttpRequest) {
        begun = NOT_BEGUN;
        inBody = true;
      }
      if (part instanceof LastHttpContent) {
        inBody = false;
      }
      context.fireChannelRead(part);
    }
  }

  /** Behind TLS: the decoder comes into the pipeline when both sides have agreed on a key. */
  private final class Handshake extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.fireUserEventTriggered(event);
      if (event instanceof SslHandshakeCompletionEvent over && over.isSuccess()) {
        beTold(context.pipeline());
        context.pipeline().remove(this);
      }
    }
  }
}
