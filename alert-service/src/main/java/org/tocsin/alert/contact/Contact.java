package org.tocsin.alert.contact;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tocsin.alert.decision.Decision.Channel;
import org.tocsin.alert.schedule.Hours;
import org.tocsin.events.vocabulary.Severity;

/**
 * Somebody who is alerted: a person, or a desk with a duty phone.
 *
 * @param id such as {@code geneva}; it stands in logs, so it is no person's name
 * @param addresses in the order in which they are preferred, at most one for each channel
 * @param language in which to write
 * @param zone where the contact lives
 * @param quietHours in which moderate and minor news waits (DOMAIN.md section 7, rule 9)
 * @param openPgpKey public key, armored
 * @param cutOff whether the handset or mailbox is lost, so that nothing goes to the contact
 * @param ops whether notices to ops go here
 * @param users the users of the staff who are reached here
 * @param roles such as {@code geneva}
 */
public record Contact(
    String id,
    List<Address> addresses,
    Locale language,
    ZoneId zone,
    Optional<Hours> quietHours,
    Optional<String> openPgpKey,
    boolean cutOff,
    boolean ops,
    Set<String> users,
    Set<String> roles) {

  public Contact {
    addresses = List.copyOf(addresses);
    users = Set.copyOf(users);
    roles = Set.copyOf(roles);
  }

  /** The address by this channel, verified or not; none of a contact who is cut off. */
  public Optional<Address> address(Channel channel) {
    return addresses.stream()
        .filter(address -> !cutOff && address.channel() == channel)
        .findFirst();
  }

  /** Whether no address at all is verified, so that all are tried: silence would be worse. */
  public boolean isUnverified() {
    return addresses.stream().noneMatch(Address::verified);
  }

  /**
   * The channels that alerts may use, in the order of preference: those that are verified, or all
   * if none is; empty for a contact who is cut off.
   */
  public List<Channel> channels() {
    boolean all = isUnverified();
    return addresses.stream()
        .filter(address -> !cutOff && (all || address.verified()))
        .map(Address::channel)
        .toList();
  }

  /** The channel for what wakes nobody: e-mail, or a webhook, or what there is. */
  public Optional<Channel> quietest() {
    List<Channel> channels = channels();
    return Stream.concat(Stream.of(Channel.EMAIL, Channel.WEBHOOK), channels.stream())
        .filter(channels::contains)
        .findFirst();
  }

  /** When news may be sent that comes now: later only for moderate and minor in quiet hours. */
  public Instant due(Severity severity, Instant now) {
    return severity.compareTo(Severity.MODERATE) > 0
        ? now
        : quietHours.map(quiet -> quiet.end(now)).orElse(now);
  }

  /**
   * The same with what has become known of its addresses.
   *
   * @param verified whether one is; one that was before stays so
   * @param stopped whether one is
   */
  public Contact known(Predicate<Address> verified, Predicate<Address> stopped) {
    return with(
        addresses.stream()
            .map(
                address ->
                    new Address(
                        address.channel(),
                        address.value(),
                        address.verified() || verified.test(address),
                        stopped.test(address)))
            .toList(),
        cutOff);
  }

  /**
   * The same without what is lost.
   *
   * @param lost addresses that nothing may go to, whoever has them
   */
  public Contact cutOff(boolean contact, Predicate<Address> lost) {
    return with(addresses.stream().filter(lost.negate()).toList(), contact);
  }

  private Contact with(List<Address> some, boolean without) {
    return new Contact(
        id, some, language, zone, quietHours, openPgpKey, without, ops, users, roles);
  }

  @Override
  public String toString() {
    return id;
  }
}
