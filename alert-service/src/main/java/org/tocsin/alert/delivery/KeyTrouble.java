package org.tocsin.alert.delivery;

import org.tocsin.alert.mail.PublicKey;

/** Is told of contacts whose OpenPGP key cannot be used, so that they get bare mails. */
public interface KeyTrouble {

  /**
   * Comes with each such mail, and never fails.
   *
   * @param contact id
   */
  void unusable(String contact, PublicKey.Why why);
}
