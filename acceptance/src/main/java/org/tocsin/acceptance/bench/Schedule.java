package org.tocsin.acceptance.bench;

/** When the requests of an open loop begin. */
final class Schedule {

  private Schedule() {}

  /** Nanoseconds from the begin of the run to its n-th request, from 0. */
  static long nanos(long n, double perSecond) {
    return (long) (n * 1e9 / perSecond);
  }
}
