package org.tocsin.alert.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tocsin.alert.contact.Address;
import org.tocsin.alert.contact.Contact;
import org.tocsin.alert.mail.PublicKey;
import org.tocsin.alert.policy.AlertingPlan;
import org.tocsin.alert.policy.Policy;
import org.tocsin.alert.schedule.Gap;
import org.tocsin.alert.schedule.Schedule;

/**
 * Whether everybody can be reached, and somebody is always there: found out before the emergency.
 * Pure.
 *
 * @param at when it was looked
 * @param ready whether there is nothing to do
 * @param contacts every contact
 * @param gaps the times of the next eight days in which nobody is on call
 */
public record Readiness(Instant at, boolean ready, List<OfContact> contacts, List<OfPolicy> gaps) {

  /** How long before an hour without anybody ops is warned. */
  static final Duration WARNING = Duration.ofDays(7);

  private static final Duration LOOK_AHEAD = WARNING.plusDays(1);

  /**
   * A contact.
   *
   * @param cutOff whether nothing goes to it until that is lifted
   * @param openPgpKey {@code usable}, {@code expired}, {@code revoked} or {@code broken}; {@code
   *     none} without a key
   * @param ready whether a channel works
   */
  public record OfContact(
      String contact, boolean ready, boolean cutOff, String openPgpKey, List<OfChannel> channels) {}

  /**
   * A channel of a contact.
   *
   * @param verified whether its address is
   * @param lastFailed whether the newest message by it has failed
   * @param stopped whether whoever has the address has asked to get nothing more (STOP)
   * @param works verified, not stopped, and has not failed
   */
  public record OfChannel(
      String channel, boolean verified, boolean lastFailed, boolean stopped, boolean works) {}

  /** A time in which none of the schedules of a policy has anybody on call. */
  public record OfPolicy(String policy, Instant from, Instant to) {}

  /**
   * Looks.
   *
   * @param failed of each contact, by id, the channels whose newest message has failed
   */
  static Readiness of(AlertingPlan plan, Map<String, Set<String>> failed, Instant now) {
    List<OfContact> contacts =
        plan.contacts().values().stream()
            .map(contact -> contact(contact, failed.getOrDefault(contact.id(), Set.of()), now))
            .toList();
    List<OfPolicy> gaps = gaps(plan, now);
    return new Readiness(
        now, gaps.isEmpty() && contacts.stream().allMatch(OfContact::ready), contacts, gaps);
  }

  /** The gaps that ops is to be warned of by now. */
  static List<OfPolicy> gapsToWarnOf(AlertingPlan plan, Instant now) {
    return gaps(plan, now).stream().filter(gap -> !gap.from().isAfter(now.plus(WARNING))).toList();
  }

  private static OfContact contact(Contact contact, Set<String> failed, Instant now) {
    List<OfChannel> channels =
        contact.addresses().stream().map(address -> channel(address, failed)).toList();
    return new OfContact(
        contact.id(),
        !contact.cutOff() && channels.stream().anyMatch(OfChannel::works),
        contact.cutOff(),
        contact.openPgpKey().map(key -> key(PublicKey.read(key, now))).orElse("none"),
        channels);
  }

  private static String key(PublicKey key) {
    return switch (key) {
      case PublicKey.Usable _ -> "usable";
      case PublicKey.Unusable unusable -> unusable.why().name().toLowerCase(Locale.ROOT);
    };
  }

  private static OfChannel channel(Address address, Set<String> failed) {
    boolean lastFailed = failed.contains(address.channel().name());
    return new OfChannel(
        address.channel().name().toLowerCase(Locale.ROOT),
        address.verified(),
        lastFailed,
        address.stopped(),
        address.verified() && !lastFailed && !address.stopped());
  }

  /** Of each policy that goes by schedules, whoever else it tells. */
  private static List<OfPolicy> gaps(AlertingPlan plan, Instant now) {
    var gaps = new ArrayList<OfPolicy>();
    for (Policy policy : plan.policies()) {
      var schedules = new LinkedHashSet<Schedule>();
      policy
          .steps()
          .forEach(
              step ->
                  step.tell().schedules().forEach(id -> schedules.add(plan.schedules().get(id))));
      if (!schedules.isEmpty()) {
        Gap.of(schedules, now, now.plus(LOOK_AHEAD))
            .forEach(gap -> gaps.add(new OfPolicy(policy.id(), gap.from(), gap.to())));
      }
    }
    return gaps;
  }
}
