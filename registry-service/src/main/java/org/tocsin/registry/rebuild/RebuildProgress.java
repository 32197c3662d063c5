package org.tocsin.registry.rebuild;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * How far the tables have been built anew.
 *
 * @param state {@code none}, {@code building}, {@code done} or {@code failed}
 * @param startedAt when it began; null for none
 * @param endedAt when it ended; null until then
 * @param read records that were read
 * @param of records that there are
 * @param problem why it failed, as a code; the live tables are as they were
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RebuildProgress(
    String state, Instant startedAt, Instant endedAt, long read, long of, String problem) {

  static final RebuildProgress NONE = new RebuildProgress("none", null, null, 0, 0, null);

  static RebuildProgress started(Instant now) {
    return new RebuildProgress("building", now, null, 0, 0, null);
  }

  boolean isBuilding() {
    return state.equals("building");
  }

  RebuildProgress at(long read, long of) {
    return new RebuildProgress(state, startedAt, null, read, of, null);
  }

  RebuildProgress done(Instant now) {
    return new RebuildProgress("done", startedAt, now, read, of, null);
  }

  RebuildProgress failed(Instant now, String problem) {
    return new RebuildProgress("failed", startedAt, now, read, of, problem);
  }
}
