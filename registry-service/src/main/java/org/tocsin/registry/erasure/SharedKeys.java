package org.tocsin.registry.erasure;

/** What becomes of texts under the key of a case that has other defenders, too. */
enum SharedKeys {
  /** They stay, and the certificate says so: they may name the erased defender. */
  KEEP,
  /** They go, with all that they say of the others. */
  DESTROY
}
