package org.tocsin.registry.disclosure;

import java.util.Collection;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** What the gate answers when it shows nothing; never anything of the file. */
final class Problems {

  static final ProblemType NEED_TO_KNOW =
      new ProblemType("need-to-know", "Only those on the case's list may see it", 403);
  static final ProblemType NO_CONSENT =
      new ProblemType("no-consent", "The defender has not consented to this", 403);

  private Problems() {}

  /** Where several were decided on and breaking the glass would help with one, that is said. */
  static ProblemException refused(Collection<Decision> decisions) {
    return decisions.stream().anyMatch(one -> one.reason().equals(Decision.NEED_TO_KNOW))
        ? ProblemException.of(
            NEED_TO_KNOW,
            "You are not on the need-to-know list of this case. Ask its owner. In an emergency send"
                + " a reason of 1 to 2000 characters to POST /v1/cases/{id}/break-glass: the case"
                + " is then open to you for a limited time, and its owner, everybody on the list"
                + " and ops are told at once.")
        : ProblemException.of(
            NO_CONSENT,
            "The consent ledger does not allow this purpose now. The desk sees the ledger on the"
                + " pages of the case and of the defender.");
  }

  static ProblemException notRecorded() {
    return ProblemException.of(
            ProblemType.UNAVAILABLE,
            "Nothing is shown that does not stand in the audit log first, and the log does not"
                + " answer. Send the same request again after a while.")
        .with("Retry-After", "5");
  }
}
