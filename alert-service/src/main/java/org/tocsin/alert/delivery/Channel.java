package org.tocsin.alert.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.tocsin.alert.brief.Wanted;
import org.tocsin.alert.decision.Decision;

/** A way of telling somebody. Adding one is one class. Called by many threads at once. */
public interface Channel {

  /**
   * The longest time that {@link #send} takes; what was not known to have been handed over by then
   * is unclear.
   */
  Duration PATIENCE = Duration.ofSeconds(12);

  Decision.Channel kind();

  /**
   * Hands a message over and returns when the provider has taken it.
   *
   * @throws DeliveryException if it did not, or is not known to have
   */
  Handed send(Outgoing message) throws DeliveryException;

  /**
   * What goes out.
   *
   * @param id of the notification, or of the first of several; the same when it is sent again
   * @param contact who; the channel knows the address
   * @param about the alerts of which it tells, in the order of the lines; none for what tells of
   *     none
   * @param text one line in the contact's language, or more where several notifications go as one
   * @param repeat the same, marked as a possible repeat
   */
  record Outgoing(UUID id, String contact, List<About> about, String text, String repeat) {

    public Outgoing {
      about = List.copyOf(about);
    }
  }

  /**
   * An alert of which a message tells.
   *
   * @param brief the case and event whose brief goes into an encrypted mail; empty for what tells
   *     of none, such as a digest, and for notices to ops
   * @param code by which the recipient can acknowledge it; empty if none was given or holds
   */
  record About(UUID alert, String reference, Optional<Wanted> brief, Optional<String> code) {}

  /**
   * What is known of a message that was handed over.
   *
   * @param provider who has taken it
   * @param messageId the provider's id, by which a receipt can come; null if it gave none
   * @param possibleRepeat whether another provider may have taken it before
   */
  record Handed(String provider, String messageId, boolean possibleRepeat) {}
}
