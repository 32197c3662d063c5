package org.tocsin.registry.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.tocsin.events.vocabulary.ErasureGround;
import org.tocsin.events.vocabulary.Term;
import org.tocsin.registry.figure.Reports;
import org.tocsin.registry.horizon.Horizon;
import org.tocsin.registry.joining.Joinings;
import org.tocsin.registry.table.Locks;
import org.tocsin.service.log.AuditLog;
import org.tocsin.service.problem.Fault;
import org.tocsin.service.problem.ProblemException;
import org.tocsin.service.problem.ProblemType;

/** Takes an order: works out what it covers, and has it recorded. */
@ApplicationScoped
class Ordering {

  private final DataSource dataSource;
  private final Reports reports;
  private final Joinings joinings;
  private final CasesWithKeys keys;
  private final Orders orders;
  private final Progress progress;
  private final OrderLog log;
  private final AuditLog audit;
  private final Clock clock = Clock.systemUTC();

  Ordering(
      DataSource dataSource,
      Reports reports,
      Joinings joinings,
      CasesWithKeys keys,
      Orders orders,
      Progress progress,
      OrderLog log,
      AuditLog audit) {
    this.dataSource = dataSource;
    this.reports = reports;
    this.joinings = joinings;
    this.keys = keys;
    this.orders = orders;
    this.progress = progress;
    this.log = log;
    this.audit = audit;
  }

  /**
   * An order that is recorded.
   *
   * @param kept cases whose own keys stay, since they have other defenders, too
   */
  record Taken(ErasureOrder order, Set<UUID> kept) {}

  /**
   * Orders an erasure.
   *
   * @throws ProblemException if there is nothing to erase, an order is under way, or the order does
   *     not say what it has to
   */
  Taken order(UUID id, ErasureResource.NewOrder wanted, String user) throws SQLException {
    ErasureGround ground = ground(wanted);
    Optional<SharedKeys> choice = choice(wanted);
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        requireNoneUnderWay(connection, id);
        Set<UUID> covered = joinings.mergedWith(connection, id);
        List<UUID> cases = reports.casesOf(connection, covered, Horizon.EVERYTHING);
        UUID caseId =
            reports.casesOf(connection, Set.of(id), Horizon.EVERYTHING).stream()
                .findFirst()
                .orElseThrow(Ordering::unknown);
        // What the desk is writing in one of them just now is seen, or waits for the order.
        Locks.alone(connection, cases.stream().map(UUID::toString).toList());
        CaseKeys ofCases = keys.of(connection, cases, covered);
        if (!ofCases.shared().isEmpty() && choice.isEmpty()) {
          throw undecided(ofCases.shared());
        }
        Set<UUID> destroyed = ofCases.destroyed(choice.orElse(SharedKeys.KEEP));
        audit.append(user, ErasureResource.ORDERED, "defender/" + id);
        ErasureOrder order =
            log.append(connection, id, covered, destroyed, caseId, ground, user, clock.instant());
        var kept = new TreeSet<>(ofCases.shared());
        kept.removeAll(destroyed);
        return new Taken(order, kept);
      } finally {
        connection.rollback();
      }
    }
  }

  void requireNoneUnderWay(Connection connection, UUID id) throws SQLException {
    Optional<ErasureOrder> newest = orders.newest(connection, id);
    if (newest.isPresent() && progress.certificate(connection, newest.get()).isEmpty()) {
      throw ProblemException.of(
          ProblemType.CONFLICT,
          "An erasure of this defender is being carried out. Wait for its certificate.");
    }
  }

  static ProblemException unknown() {
    return ProblemException.of(
        ProblemType.NOT_FOUND,
        "There is nothing to be erased of such a defender, or no erasure was ordered; what was ordered just now is visible after about a second.");
  }

  /** Unknown codes are taken from the record, and never written to it. */
  private static ErasureGround ground(ErasureResource.NewOrder wanted) {
    return Optional.ofNullable(wanted)
        .map(ErasureResource.NewOrder::ground)
        .flatMap(code -> Term.read(ErasureGround.class, code))
        .flatMap(Term::known)
        .orElseThrow(
            () ->
                refused(
                    "/ground",
                    "required",
                    "This must be one of the grounds.",
                    Stream.of(ErasureGround.values())
                        .map(ErasureGround::code)
                        .collect(Collectors.joining(", ", "Give one of: ", "."))));
  }

  private static Optional<SharedKeys> choice(ErasureResource.NewOrder wanted) {
    if (wanted.sharedCaseKeys() == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (wanted.sharedCaseKeys()) {
          case "keep" -> SharedKeys.KEEP;
          case "destroy" -> SharedKeys.DESTROY;
          default ->
              throw refused(
                  "/sharedCaseKeys",
                  "code",
                  "There is no such choice.",
                  "Give keep or destroy, or leave it out.");
        });
  }

  /** Nobody but a person may weigh the one against the others. */
  private static ProblemException undecided(Set<UUID> shared) {
    return refused(
        "/sharedCaseKeys",
        "required",
        "The desk wrote reasons under a key of the case, in cases that other defenders share: %s. They may name this defender."
            .formatted(shared.stream().map(UUID::toString).collect(Collectors.joining(", "))),
        "Read these reasons. Give destroy to make all of them unreadable, with what they say of the others; or keep, and the certificate says that they remain.");
  }

  private static ProblemException refused(String pointer, String rule, String detail, String fix) {
    return ProblemException.of(
        ProblemType.INVALID_REQUEST,
        "Nothing was ordered. Correct what is named below.",
        List.of(Fault.inBody(pointer, rule, detail, fix)));
  }
}
