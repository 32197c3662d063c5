package org.tocsin.service.log;

/** A record of {@code sealing-keys}: a data key, or what is said of its owner as a whole. */
public sealed interface KeyRecord permits WrappedKey, ErasureMark, ErasureProof {

  /** Whose; all records of one owner stand in one partition, in order. */
  String owner();
}
