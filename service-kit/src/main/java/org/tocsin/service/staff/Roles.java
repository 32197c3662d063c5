package org.tocsin.service.staff;

import java.util.Set;

/** The roles that the services know, as {@code @RolesAllowed} wants them. */
public final class Roles {

  /** A partner organisation; never a member of staff. */
  public static final String PARTNER = "partner";

  /** Another of Tocsin's services; never a person. */
  public static final String PEER = "peer";

  public static final String DESK = "desk";
  public static final String ON_CALL = "on-call";
  public static final String OPS = "ops";
  public static final String ADMIN = "admin";

  /** What the staff file may give. */
  static final Set<String> OF_STAFF = Set.of(DESK, ON_CALL, OPS, ADMIN);

  private Roles() {}
}
