package org.tocsin.acceptance;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a chunked message (RFC 9112, section 7.1), for clients that read while they send. */
final class Chunks extends FilterInputStream {

  private int left;
  private boolean ended;

  Chunks(InputStream message) {
    super(message);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      left = Integer.parseInt(line(), 16);
      ended = left == 0;
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, Math.min(length, left));
    if (count < 0) {
      throw new IOException("cut in the middle of a chunk");
    }
    left -= count;
    if (left == 0) {
      line();
    }
    return count;
  }

  /** One line of the message before, between or after chunks, without its end. */
  String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("cut in the middle of a line");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
