package org.tocsin.intake.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The response's body as a stream that waits while the client does not read. */
final class Answers extends OutputStream {

  /** A client that reads nothing for so long, but goes on sending, is cut off. */
  private static final long PATIENCE_SECONDS = 30;

  private final HttpServerResponse response;

  Answers(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    await(response.write(Buffer.buffer(Arrays.copyOfRange(bytes, offset, offset + length))));
  }

  @Override
  public void close() throws IOException {
    if (!response.ended()) {
      await(response.end());
    }
  }

  private static void await(Future<Void> written) throws IOException {
    try {
      written.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | IllegalStateException gone) {
      throw new IOException("the client does not read", gone);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("stopping", stopping);
    }
  }
}
