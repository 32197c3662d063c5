package org.tocsin.registry.disclosure;

import java.util.Optional;
import org.tocsin.events.identity.Organisation;

/**
 * Somebody asks to see a file.
 *
 * @param reader who: a user's name, or a {@code contact/ID} or {@code partner/ID}
 * @param seesNames whether the reader's role may see sealed parts for this purpose
 * @param purpose for what
 * @param partner the partner organisation to which the reader belongs; empty for readers of the
 *     organisation that runs Tocsin, and for what goes to nobody in particular
 */
public record Request(
    String reader, boolean seesNames, Purpose purpose, Optional<Organisation> partner) {

  /** How a contact who is alerted is called among readers, so that it is no user of that name. */
  public static final String CONTACT = "contact/";

  /** How a partner organisation is called among readers. */
  public static final String PARTNER = "partner/";

  /** Of a member of staff. */
  public static Request ofStaff(String user, boolean seesNames, Purpose purpose) {
    return new Request(user, seesNames, purpose, Optional.empty());
  }

  /** The same for the contact of a partner. */
  public Request forPartner(Optional<Organisation> organisation) {
    return new Request(reader, seesNames, purpose, organisation);
  }
}
