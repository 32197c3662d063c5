package org.tocsin.service.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.events.sealing.SealedText;

/**
 * One entry of {@code audit-events}: ids and codes only. Fields are only added, so that entries of
 * every version can be read.
 *
 * @param who a user's name, a service, {@code contact/ID} or {@code partner/ID}
 * @param action such as {@code sealed-parts-read}
 * @param about such as {@code case/ID}
 * @param why for what purpose, and what was decided; empty where nothing had to be decided
 * @param cases the cases whose content was shown
 * @param until how long what it gives lasts
 * @param notice users who are to be told of it
 * @param text what only some may read
 */
public record AuditEntry(
    String who,
    String action,
    String about,
    Optional<Why> why,
    List<UUID> cases,
    Optional<Instant> until,
    List<String> notice,
    Optional<SealedText> text) {

  /** Somebody sees a restricted case in an emergency. */
  public static final String BREAK_GLASS = "break-glass";

  /**
   * Why something was shown or refused, as codes.
   *
   * @param purpose such as {@code desk-work}
   * @param decision what was shown: {@code everything}, {@code unnamed} or {@code nothing}
   * @param reason such as {@code withdrawn}
   */
  public record Why(String purpose, String decision, String reason) {}

  public AuditEntry {
    cases = List.copyOf(cases);
    notice = List.copyOf(notice);
  }

  public static AuditEntry of(String who, String action, String about) {
    return new AuditEntry(
        who,
        action,
        about,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The same, of a disclosure of these cases. */
  public AuditEntry disclosing(Why decided, List<UUID> shown) {
    return new AuditEntry(who, action, about, Optional.of(decided), shown, until, notice, text);
  }

  /** The same, giving something for a time, with those who are to be told. */
  public AuditEntry giving(Instant end, List<String> told, Optional<SealedText> because) {
    return new AuditEntry(who, action, about, why, cases, Optional.of(end), told, because);
  }
}
