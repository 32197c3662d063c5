package org.tocsin.intake.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.tocsin.events.submission.Envelope;
import org.tocsin.service.json.StrictJson;
import org.tocsin.service.problem.Problem;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Newline-delimited JSON: one CloudEvent in structured mode a line; empty lines are left out. */
final class Lines implements Items {

  /** As large as a single event may be. */
  static final int LONGEST = 256 * 1024;

  static final ProblemType ITEM_TOO_LARGE =
      new ProblemType("item-too-large", "The line is longer than an event may be", 413);

  private static final int FIRST_BUFFER = 64 * 1024;
  private static final int NONE = -1;

  private final InputStream body;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int begin;
  private int end;
  private boolean ended;

  Lines(InputStream body) {
    this.body = body;
  }

  @Override
  public Optional<Item> next() throws IOException {
    while (true) {
      int to = find();
      if (to == NONE && end - begin > LONGEST) {
        skipLine();
        return Optional.of(tooLong());
      }
      if (to == NONE) {
        if (ended && begin == end) {
          return Optional.empty();
        }
        to = end;
      }
      int from = begin;
      begin = Math.min(to + 1, end);
      if (to - from > LONGEST) {
        return Optional.of(tooLong());
      }
      if (!isBlank(from, to)) {
        return Optional.of(item(from, to - from));
      }
    }
  }

  private int newline(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return NONE;
  }

  /** Where the line ends; none if the body or the longest line ends first. */
  private int find() throws IOException {
    int looked = begin;
    while (true) {
      int there = newline(looked);
      if (there != NONE) {
        return there;
      }
      looked = end;
      if (ended || end - begin > LONGEST) {
        return NONE;
      }
      int moved = begin;
      fill();
      looked -= moved - begin;
    }
  }

  /** Reads more, behind what is there. */
  private void fill() throws IOException {
    if (end == buffer.length) {
      if (begin > 0) {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int read = body.read(buffer, end, buffer.length - end);
    if (read < 0) {
      ended = true;
    } else {
      end += read;
    }
  }

  private void skipLine() throws IOException {
    while (true) {
      for (int i = begin; i < end; i++) {
        if (buffer[i] == '\n') {
          begin = i + 1;
          return;
        }
      }
      begin = 0;
      end = 0;
      if (ended) {
        return;
      }
      fill();
    }
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private Item item(int from, int length) {
    try {
      return new Item.Readable(
          Envelope.structured(StrictJson.object(buffer, from, length)), length);
    } catch (ProblemException notOne) {
      return new Item.Unreadable(notOne.problem());
    }
  }

  private static Item tooLong() {
    return new Item.Unreadable(
        Problem.of(ITEM_TOO_LARGE, "A line may have 256 KiB. Nothing of it was recorded."));
  }
}
