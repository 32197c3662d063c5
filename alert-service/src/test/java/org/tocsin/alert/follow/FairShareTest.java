package org.tocsin.alert.follow;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FairShareTest {

  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final FairShare share = new FairShare(() -> now);

  @Test
  @DisplayName(
      "Rule 11: Work is fair between partners: what one reports without end leaves the share of others whole")
  void aFloodUsesUpNobodyElsesShare() {
    for (int i = 0; i < FairShare.AT_ONCE; i++) {
      assertTrue(share.take("/partners/many"));
    }
    for (int i = 0; i < 10_000; i++) {
      assertFalse(share.take("/partners/many"));
    }
    assertTrue(share.take("/partners/one"));
  }

  @Test
  void aShareComesBackByAndBy() {
    for (int i = 0; i < FairShare.AT_ONCE; i++) {
      share.take("/partners/many");
    }
    now = now.plus(FairShare.ONE_MORE_AFTER);
    assertTrue(share.take("/partners/many"));
    assertFalse(share.take("/partners/many"));
  }
}
