package org.tocsin.cluster.up;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder with the modules and {@code ./tocsin}. */
public final class Repository {

  private Repository() {}

  /** Found from where this program's jar lies: cluster/target/cluster.jar. */
  public static Path path() {
    try {
      Path jar =
          Path.of(Repository.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.getParent().getParent().getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a jar lies in a file", e);
    }
  }
}
