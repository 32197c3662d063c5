package org.tocsin.registry.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseKeysTest {

  private final UUID defender = UUID.randomUUID();
  private final UUID merged = UUID.randomUUID();
  private final UUID erased = UUID.randomUUID();
  private final UUID other = UUID.randomUUID();
  private final UUID one = UUID.randomUUID();
  private final UUID two = UUID.randomUUID();

  @Test
  void theKeyOfACaseGoesWithItsOnlyDefender() {
    assertEquals(new CaseKeys(Set.of(one), Set.of()), of(Map.of(one, Set.of(defender))));
  }

  @Test
  void mergedIdsAreOneDefenderAndWhoIsErasedIsNobodyElse() {
    assertEquals(
        new CaseKeys(Set.of(one, two), Set.of()),
        of(Map.of(one, Set.of(defender, merged), two, Set.of(defender, erased))));
  }

  @Test
  void theKeyOfACaseThatOthersShareGoesOnlyWhereItIsSaid() {
    CaseKeys keys = of(Map.of(one, Set.of(defender), two, Set.of(defender, other)));
    assertEquals(Set.of(two), keys.shared());
    assertEquals(Set.of(one), keys.destroyed(SharedKeys.KEEP));
    assertEquals(Set.of(one, two), keys.destroyed(SharedKeys.DESTROY));
  }

  private CaseKeys of(Map<UUID, Set<UUID>> defenders) {
    return CaseKeys.of(defenders, Set.of(defender, merged), Set.of(erased));
  }
}
