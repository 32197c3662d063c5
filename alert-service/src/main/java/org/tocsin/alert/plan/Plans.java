package org.tocsin.alert.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.contact.Contacts;
import org.tocsin.alert.decision.Decision;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.PlanInForce;
import org.tocsin.alert.policy.TestMessages;

/**
 * The plan that holds, as this instance knows it: the newest in the database, which is looked at
 * every few seconds, with the addresses that have been verified or stopped since, and without what
 * was cut off.
 */
@ApplicationScoped
public class Plans implements PlanInForce, Contacts {

  private record Held(StoredPlan stored, AlertingPlan written, AlertingPlan plan) {}

  private final DataSource dataSource;
  private final PlanStore store;
  private final Map<Long, AlertingPlan> earlier = new ConcurrentHashMap<>();
  private volatile Held held;

  Plans(DataSource dataSource, PlanStore store) {
    this.dataSource = dataSource;
    this.store = store;
  }

  @Override
  public Version current() {
    Held now = held;
    if (now == null) {
      throw new IllegalStateException("no alerting plan has been taken yet");
    }
    return new Version(now.stored.version(), now.plan);
  }

  @Override
  public Map<String, Contact> contacts() {
    return current().plan().contacts();
  }

  @Override
  public Optional<Contact> recipient(String id) {
    return id.equals(TestMessages.CONTACT)
        ? current().plan().beats().tests().map(TestMessages::recipient)
        : Contacts.super.recipient(id);
  }

  /**
   * One that cannot be read any more, as rules have become stricter, is replaced by the present.
   */
  @Override
  public AlertingPlan version(Connection connection, long number) throws SQLException {
    Version now = current();
    if (now.number() == number) {
      return now.plan();
    }
    AlertingPlan known = earlier.get(number);
    if (known == null) {
      known =
          store
              .find(connection, number)
              .flatMap(plan -> PlanFile.read(plan.text()).plan())
              .orElse(now.plan());
      earlier.put(number, known);
    }
    return known;
  }

  /** The plan that holds with its text; empty before the first. */
  Optional<StoredPlan> stored() {
    return Optional.ofNullable(held).map(Held::stored);
  }

  /**
   * Takes in what the database says.
   *
   * @return what is wrong with the newest plan there, which then does not hold; empty if all is
   *     well or there is none
   */
  public List<Flaw> refresh() throws SQLException {
    try (var connection = dataSource.getConnection()) {
      Optional<StoredPlan> newest = store.newest(connection);
      if (newest.isEmpty()) {
        return List.of();
      }
      Held now = held;
      AlertingPlan written;
      if (now != null && now.stored.version() == newest.get().version()) {
        written = now.written;
      } else {
        var reading = PlanFile.read(newest.get().text());
        if (reading.plan().isEmpty()) {
          return reading.flaws();
        }
        written = reading.plan().get();
      }
      held = new Held(newest.get(), written, asItIsNow(connection, written));
      return List.of();
    }
  }

  /**
   * Stores a plan that has been read without flaws, if the one that the caller has seen still
   * holds.
   *
   * @param seen the version; empty for any
   * @return empty if another holds by now
   */
  Optional<StoredPlan> apply(String text, Optional<Long> seen, String by, Instant now)
      throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      store.lock(connection);
      long holds = store.newest(connection).map(StoredPlan::version).orElse(0L);
      if (seen.isPresent() && seen.get() != holds) {
        connection.rollback();
        return Optional.empty();
      }
      StoredPlan stored = store.append(connection, text, StoredPlan.REST, by, now);
      connection.commit();
      refresh();
      return Optional.of(stored);
    }
  }

  /**
   * Stores the plan of the file, unless the newest is the same.
   *
   * @param changed whether the file was seen to change; one that has always been so and was taken
   *     before does not replace what came after it: another instance may have a newer file
   */
  void applyFile(String text, boolean changed, Instant now) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      store.lock(connection);
      String digest = PlanStore.digest(text);
      boolean holds =
          store.newest(connection).filter(plan -> plan.digest().equals(digest)).isPresent();
      if (!holds && (changed || !store.knowsFile(connection, digest))) {
        store.append(connection, text, StoredPlan.FILE, "alert-service", now);
      }
      connection.commit();
    }
    refresh();
  }

  private static AlertingPlan asItIsNow(Connection connection, AlertingPlan written)
      throws SQLException {
    Map<String, Set<String>> verified = verified(connection);
    Set<String> stopped = stopped(connection);
    Map<String, Set<String>> cutOff = cutOff(connection);
    Set<String> lost =
        cutOff.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    var contacts = new LinkedHashMap<String, Contact>();
    written
        .contacts()
        .forEach(
            (id, contact) ->
                contacts.put(
                    id,
                    contact
                        .known(
                            address -> verified.getOrDefault(id, Set.of()).contains(key(address)),
                            address -> stopped.contains(key(address)))
                        .cutOff(cutOff.containsKey(id), address -> lost.contains(key(address)))));
    return new AlertingPlan(contacts, written.schedules(), written.policies(), written.beats());
  }

  private static Map<String, Set<String>> cutOff(Connection connection) throws SQLException {
    var cutOff = new HashMap<String, Set<String>>();
    try (var query = connection.prepareStatement("SELECT contact, addresses FROM cut_off");
        var row = query.executeQuery()) {
      while (row.next()) {
        cutOff.put(
            row.getString("contact"), Set.of((String[]) row.getArray("addresses").getArray()));
      }
    }
    return cutOff;
  }

  private static Map<String, Set<String>> verified(Connection connection) throws SQLException {
    var known = new HashMap<String, Set<String>>();
    try (var query = connection.prepareStatement("SELECT * FROM verified_address");
        var row = query.executeQuery()) {
      while (row.next()) {
        known
            .computeIfAbsent(row.getString("contact"), contact -> new HashSet<>())
            .add(row.getString("channel") + " " + row.getString("address"));
      }
    }
    return known;
  }

  private static Set<String> stopped(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT number FROM sms_stop");
        var row = query.executeQuery()) {
      var stopped = new HashSet<String>();
      while (row.next()) {
        stopped.add(Decision.Channel.SMS + " " + row.getString("number"));
      }
      return stopped;
    }
  }

  /** How an address stands in the database. */
  public static String key(Address address) {
    return address.channel() + " " + address.value();
  }
}
