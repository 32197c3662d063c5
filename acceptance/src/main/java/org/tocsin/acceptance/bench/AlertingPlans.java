package org.tocsin.acceptance.bench;

/** Whom the bench has told, by what; nobody has to acknowledge. */
final class AlertingPlans {

  static final String BY_MAIL =
      """
      contacts:
        geneva:
          channels: {kind: email, address: geneva@example.org, verified: true}
          roles: [counsel]
          ops: true
        new-york:
          channels: {kind: email, address: new-york@example.org, verified: true}
          roles: [counsel]
      policies:
        - id: all
          acknowledgement: none
          steps:
            - tell: {roles: counsel}
      """;

  static final String BY_BOTH =
      """
      contacts:
        geneva:
          channels:
            - {kind: sms, address: "+12125550101", verified: true}
            - {kind: email, address: geneva@example.org, verified: true}
          roles: [counsel]
          ops: true
      policies:
        - id: all
          acknowledgement: none
          steps:
            - tell: {roles: counsel}
      """;

  /** What is grave by SMS alone; whoever is told of the rest has a mailbox, as a plan demands. */
  static final String BY_SMS =
      """
      contacts:
        geneva:
          channels: {kind: sms, address: "+12125550101", verified: true}
          roles: [counsel]
        desk:
          channels: {kind: email, address: desk@example.org, verified: true}
          roles: [desk]
          ops: true
      policies:
        - id: grave
          match: {severity: [extreme, severe], timing: fresh}
          acknowledgement: none
          steps:
            - tell: {roles: counsel}
        - id: rest
          acknowledgement: none
          steps:
            - tell: {roles: desk}
      """;

  /**
   * By e-mail to one contact.
   *
   * @param key armored OpenPGP key; empty for none
   */
  static String toOneMailbox(String key) {
    return """
        contacts:
          geneva:
            channels: {kind: email, address: geneva@example.org, verified: true}
            roles: [counsel]
            ops: true
        %s
        policies:
          - id: all
            acknowledgement: none
            steps:
              - tell: {roles: counsel}
        """
        .formatted(
            key.isEmpty() ? "" : "    openpgp-key: |\n" + key.strip().indent(6).stripTrailing());
  }

  private AlertingPlans() {}
}
