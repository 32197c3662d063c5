package org.tocsin.registry.disclosure;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.tocsin.events.vocabulary.ConsentPurpose;
import org.tocsin.registry.consent.Answer;
import org.tocsin.registry.consent.ConsentLedger;

/**
 * What may be shown of a file, and why (DOMAIN.md, section 6, rule 10). Pure.
 *
 * @param shown how much
 * @param reason a code: {@code consent-…} and {@code store-…} with the answer in the ledger, {@code
 *     need-to-know}, {@code break-glass}, {@code role}
 */
public record Decision(Shown shown, String reason) {

  /** The reader is not on the case's need-to-know list. */
  public static final String NEED_TO_KNOW = "need-to-know";

  /** The reader is not on the list, and has broken the glass. */
  public static final String BREAK_GLASS = "break-glass";

  /** There is no case to decide on. */
  static final String NOTHING_TO_SHOW = "nothing-to-show";

  /** The reader's role sees no names. */
  public static final String ROLE = "role";

  /**
   * Decides on one case. Of several defenders the strictest answer holds, since what is told of one
   * can name another.
   *
   * @param request who asks for what
   * @param ledgers the ledgers of the case's defenders; none for a case that names nobody
   * @param needToKnow who may know of the case; empty where everybody may
   * @param glassUntil until when the reader has broken the glass of this case
   */
  public static Decision decide(
      Request request,
      Collection<ConsentLedger> ledgers,
      Optional<Set<String>> needToKnow,
      Optional<Instant> glassUntil,
      Instant now) {
    boolean outside = needToKnow.filter(people -> !knows(request, people)).isPresent();
    boolean broken = outside && glassUntil.filter(now::isBefore).isPresent();
    if (outside && !broken) {
      return new Decision(Shown.NOTHING, NEED_TO_KNOW);
    }
    Answer store = strictest(ledgers, ConsentPurpose.STORE, now);
    if (!store.allows(ConsentPurpose.STORE)) {
      return new Decision(withoutConsent(request), "store-" + store.code());
    }
    ConsentPurpose needed = needed(request);
    Answer answer = strictest(ledgers, needed, now);
    if (!answer.allows(needed)) {
      return new Decision(withoutConsent(request), "consent-" + answer.code());
    }
    if (!request.seesNames()) {
      return new Decision(Shown.UNNAMED, ROLE);
    }
    return new Decision(
        request.purpose().most(), broken ? BREAK_GLASS : "consent-" + answer.code());
  }

  /** The one of several that shows most. */
  static Decision most(Collection<Decision> decisions) {
    return decisions.stream()
        .max(Comparator.comparing(Decision::shown))
        .orElseGet(() -> new Decision(Shown.NOTHING, NOTHING_TO_SHOW));
  }

  /** Whether anything may be shown. */
  public boolean allowed() {
    return shown != Shown.NOTHING;
  }

  /** The desk has to see that there is a case, or it could not even order its erasure. */
  private static Shown withoutConsent(Request request) {
    return request.purpose() == Purpose.DESK_WORK ? Shown.UNNAMED : Shown.NOTHING;
  }

  /** Contacts of a partner need more than those of the organisation that runs Tocsin. */
  private static ConsentPurpose needed(Request request) {
    return request.purpose() == Purpose.ALERT && request.partner().isPresent()
        ? ConsentPurpose.SHARE_PARTNERS
        : request.purpose().consent();
  }

  private static boolean knows(Request request, Set<String> people) {
    return people.contains(request.reader());
  }

  private static Answer strictest(
      Collection<ConsentLedger> ledgers, ConsentPurpose purpose, Instant now) {
    return ledgers.stream()
        .map(ledger -> ledger.answer(purpose, now))
        .reduce((one, other) -> one.allows(purpose) && !other.allows(purpose) ? other : one)
        .orElse(Answer.NOT_ASKED);
  }
}
