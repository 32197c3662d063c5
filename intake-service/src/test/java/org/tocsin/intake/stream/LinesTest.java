package org.tocsin.intake.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LinesTest {

  /** A length of 0 is an empty line. */
  @Property(tries = 300)
  void howeverTheBytesArriveEachLineIsOneItem(
      @ForAll @Size(max = 30) List<@IntRange(max = 3_000) Integer> lengths,
      @ForAll @IntRange(min = 1, max = 5_000) int piece,
      @ForAll boolean lastNewline)
      throws IOException {
    var text = new StringBuilder();
    var expected = new ArrayList<Integer>();
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) > 0) {
        String line = "{\"id\":\"" + "é".repeat(lengths.get(i)) + "\"}";
        expected.add(line.getBytes(StandardCharsets.UTF_8).length);
        text.append(line);
      }
      text.append(i < lengths.size() - 1 || lastNewline ? "\r\n".substring(i % 2) : "");
    }
    var sizes = new ArrayList<Integer>();
    for (Item item : items(text.toString().getBytes(StandardCharsets.UTF_8), piece)) {
      sizes.add(
          assertInstanceOf(Item.Readable.class, item)
              .envelope()
              .attributes()
              .toString()
              .getBytes(StandardCharsets.UTF_8)
              .length);
    }
    assertEquals(expected, sizes);
  }

  @Example
  void aLineThatIsTooLongIsLeftOutAndTheNextIsRead() throws IOException {
    String text =
        "{\"id\":\""
            + "x".repeat(Lines.LONGEST)
            + "\"}\n{\"id\":\"a\"}\n"
            + "y".repeat(3 * Lines.LONGEST);
    List<Item> items = items(text.getBytes(StandardCharsets.UTF_8), 10_000);
    assertEquals(3, items.size());
    assertInstanceOf(Item.Unreadable.class, items.get(0));
    assertInstanceOf(Item.Readable.class, items.get(1));
    assertInstanceOf(Item.Unreadable.class, items.get(2));
  }

  private static List<Item> items(byte[] bytes, int piece) throws IOException {
    var lines = new Lines(new InPieces(bytes, piece));
    var items = new ArrayList<Item>();
    for (Optional<Item> next = lines.next(); next.isPresent(); next = lines.next()) {
      items.add(next.get());
    }
    return items;
  }

  /** Gives at most so many bytes at a time, as a network does. */
  private static final class InPieces extends InputStream {
    private final ByteArrayInputStream bytes;
    private final int piece;

    InPieces(byte[] bytes, int piece) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.piece = piece;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, Math.min(length, piece));
    }
  }
}
