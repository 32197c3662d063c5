package org.tocsin.alert.contact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** Who is alerted. */
@ConfigMapping(prefix = "tocsin.contacts")
public interface Contacts {

  /** By id, such as {@code geneva}. */
  @WithParentName
  Map<String, Contact> contacts();

  /** One person or desk on call. */
  interface Contact {

    String email();

    /** International number, digits with a leading plus (E.164). */
    String sms();
  }
}
