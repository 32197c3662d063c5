package org.tocsin.alert.contact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** Whether notices to ops go here, such as that somebody broke the glass of a case. */
    @WithDefault("false")
    boolean ops();

    /** The users of the staff who are reached here, for notices that concern them. */
    Optional<Set<String>> users();
  }
}
