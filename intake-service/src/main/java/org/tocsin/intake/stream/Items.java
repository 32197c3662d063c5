package org.tocsin.intake.stream;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads the items of a body one after the other, in memory that does not grow with their number.
 */
interface Items {

  /**
   * The next item, or empty at the end; waits for it to come.
   *
   * @throws IOException if the connection is cut
   */
  Optional<Item> next() throws IOException;
}
