package org.tocsin.events.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What stands in a text's bytes in UTF-8, looked at eight at a time (docs/performance.md). */
public final class Utf8 {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long TOP_BITS = 0x8080808080808080L;
  private static final char DELETE = 0x7f;

  private Utf8() {}

  /** Whether all of it is printable ASCII, the space included. */
  public static boolean isPrintableAscii(byte[] utf8) {
    int i = 0;
    long found = 0;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      long eight = (long) EIGHT.get(utf8, i);
      found |= eight | below(eight, ' ') | equal(eight, DELETE);
    }
    if ((found & TOP_BITS) != 0) {
      return false;
    }
    for (; i < utf8.length; i++) {
      if (utf8[i] < ' ' || utf8[i] == DELETE) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing of it is to be escaped in a JSON string (RFC 8259, section 7). */
  public static boolean isPlainInJson(byte[] utf8) {
    int i = 0;
    long found = 0;
    for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
      long eight = (long) EIGHT.get(utf8, i);
      found |= below(eight, ' ') | equal(eight, '"') | equal(eight, '\\');
    }
    if ((found & TOP_BITS) != 0) {
      return false;
    }
    for (; i < utf8.length; i++) {
      byte b = utf8[i];
      if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The top bit of each byte that is below this one is set; where none is, no top bit is. */
  private static long below(long eight, char limit) {
    return (eight - ONES * limit) & ~eight;
  }

  private static long equal(long eight, char c) {
    return below(eight ^ (ONES * c), (char) 1);
  }
}
