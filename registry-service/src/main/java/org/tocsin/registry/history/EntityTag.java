package org.tocsin.registry.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events a page was made of, as its strong entity tag (RFC 9110, section 8.8.3): it changes
 * with every event, and from an old one can be told what came since. What only the clock changes,
 * such as a letter that becomes overdue, does not change it. Pure.
 *
 * @param count how many events
 * @param last when the last of them was recorded
 * @param fingerprint of all of them
 */
public record EntityTag(int count, Instant last, String fingerprint) {

  private static final Pattern FORM =
      Pattern.compile("\"([0-9]{1,9})-([0-9]{1,15})-([0-9a-f]{32})\"");
  private static final int FINGERPRINT_BYTES = 16;

  /**
   * One event as it counts here.
   *
   * @param identity origin, id and digest
   * @param recordedAt when we knew
   * @param type such as {@code case-closed}
   * @param eventId its id
   * @param by the desk's user who decided it; null where it is no event of the desk
   */
  public record Mark(String identity, Instant recordedAt, String type, String eventId, String by) {

    /** The mark of an event. */
    public static Mark of(Recorded recorded) {
      var header = recorded.event().header();
      return new Mark(
          header.origin() + "#" + header.id() + "#" + header.digest(),
          recorded.recordedAt(),
          recorded.event().type().code(),
          header.id().value(),
          header.by().orElse(null));
    }
  }

  /** The tag of a page that these events make. */
  public static EntityTag of(Collection<Mark> marks) {
    MessageDigest digest = sha256();
    marks.stream()
        .map(Mark::identity)
        .sorted()
        .forEach(identity -> digest.update((identity + "\n").getBytes(StandardCharsets.UTF_8)));
    return new EntityTag(
        marks.size(),
        marks.stream().map(Mark::recordedAt).max(Comparator.naturalOrder()).orElse(Instant.EPOCH),
        HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES));
  }

  /** Reads a tag that {@link #toString} wrote; empty for anything else. */
  public static Optional<EntityTag> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(
            new EntityTag(
                Integer.parseInt(form.group(1)),
                Instant.ofEpochMilli(Long.parseLong(form.group(2))),
                form.group(3)))
        : Optional.empty();
  }

  /** Those of the events that were recorded after the page with this tag was made, in order. */
  public List<Mark> since(Collection<Mark> now) {
    return now.stream()
        .filter(mark -> mark.recordedAt().toEpochMilli() > last.toEpochMilli())
        .sorted(Comparator.comparing(Mark::recordedAt).thenComparing(Mark::identity))
        .toList();
  }

  /** Whether both are tags of the same page: of what a tag shows in writing. */
  public boolean matches(EntityTag other) {
    return toString().equals(other.toString());
  }

  /** As the header has it, with quotes. */
  @Override
  public String toString() {
    return "\"" + count + "-" + last.toEpochMilli() + "-" + fingerprint + "\"";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
