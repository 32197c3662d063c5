package org.tocsin.registry.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.tocsin.registry.alerted.AlertedTable;
import org.tocsin.service.log.WholeTopic;

/**
 * What an erasure did, for those who have to show that it was done. Ids and counts only, and the
 * names of the staff who had read the file.
 *
 * @param order the event that ordered it
 * @param defenders the ids that are one defender
 * @param ground code of the ground
 * @param orderedBy who ordered it
 * @param orderedAt when the order was recorded
 * @param certifiedAt when nothing was left
 * @param keys ids of the data keys that were destroyed
 * @param keyEpochs ids of the keys of the keyset under which these were wrapped, as far as known:
 *     once they are destroyed too, copies in write-ahead logs and backups open nothing
 * @param sealedEvents how many events have a sealed part that opens no more
 * @param cases in which they stand
 * @param derivedRows rows deleted of what was derived, by name
 * @param scanned what of {@code sealing-keys} was read to see that nothing is left
 * @param readBy who had read or received something of the file
 * @param reportedBy who reported, and may still have a copy of its own
 * @param caseKeys cases whose own keys were destroyed as well; empty in certificates of old
 * @param remaining what stays readable in the defender's cases; empty in certificates of old
 * @param alerted the messages about these cases that left the house, or may have; null in
 *     certificates of old, which did not know
 */
public record Certificate(
    String order,
    Set<UUID> defenders,
    String ground,
    String orderedBy,
    Instant orderedAt,
    Instant certifiedAt,
    List<String> keys,
    Set<Long> keyEpochs,
    int sealedEvents,
    List<String> cases,
    Map<String, Integer> derivedRows,
    List<WholeTopic.Extent> scanned,
    List<Reading> readBy,
    List<String> reportedBy,
    Set<UUID> caseKeys,
    List<Remaining> remaining,
    List<AlertedTable.Message> alerted) {

  /** Texts of the desk under a key of the case, which other defenders share. */
  static final String UNDER_CASE_KEY = "under-case-key";

  /** Sealed under the key of another defender: it is that one's file. */
  static final String UNDER_OTHERS_KEY = "under-key-of-another-defender";

  public Certificate {
    caseKeys = caseKeys == null ? Set.of() : new TreeSet<>(caseKeys);
    remaining = remaining == null ? List.of() : List.copyOf(remaining);
  }

  /**
   * What somebody may still read, and may name the erased defender.
   *
   * @param caseId in which case it stands
   * @param why {@code under-case-key} or {@code under-key-of-another-defender}
   * @param defender the other defender; null where it is the case's key
   * @param texts how many
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Remaining(UUID caseId, String why, UUID defender, int texts) {

    private String words() {
      return texts
          + (defender == null
              ? " of the desk under the case's own key, which its other defenders share"
              : " under the key of the other defender " + defender + ", whose file it is");
    }
  }

  /**
   * What one person did with the file.
   *
   * @param who a user's name or a service
   * @param action such as {@code sealed-parts-read}
   * @param times how often
   * @param first when first
   * @param last when last
   */
  public record Reading(String who, String action, int times, Instant first, Instant last) {}

  /** For people: one fact a line. */
  String text() {
    var text = new StringBuilder();
    line(text, "CERTIFICATE OF ERASURE", "");
    line(text, "Order", order);
    line(text, "Ordered by", orderedBy + " at " + orderedAt + ", ground: " + ground);
    line(text, "Defender", joined(defenders));
    line(text, "Nothing left since", "" + certifiedAt);
    line(text, "Data keys destroyed", keys.size() + (keys.isEmpty() ? "" : ": " + joined(keys)));
    line(text, "Events whose sealed part opens no more", "" + sealedEvents);
    line(text, "In cases", joined(cases));
    line(text, "Keys of cases destroyed as well", joined(caseKeys));
    line(
        text,
        "Sealed texts in these cases that stay readable, and may name the defender",
        remaining.isEmpty() ? "none" : "");
    remaining.forEach(one -> line(text, "  case " + one.caseId, one.words()));
    line(text, "Derived rows deleted", derivedRows.isEmpty() ? "none" : "" + derivedRows);
    line(
        text,
        "Read of sealing-keys, partition: offsets",
        scanned.stream()
            .map(one -> one.partition() + ": " + one.from() + "-" + one.to())
            .collect(Collectors.joining(", ")));
    line(text, "Had been read by", readBy.isEmpty() ? "nobody" : "");
    readBy.forEach(
        one ->
            line(
                text,
                "  " + one.who,
                one.action + ", " + one.times + " times, " + one.first + " to " + one.last));
    line(
        text,
        "Had been alerted of these cases",
        alerted == null ? "not known" : alerted.isEmpty() ? "nobody" : "");
    if (alerted != null) {
      alerted.forEach(
          one ->
              line(
                  text,
                  "  contact/" + one.contact(),
                  one.channel() + ", " + one.state() + ", " + one.at()));
    }
    line(text, "Reported by, who may have copies of their own", joined(reportedBy));
    line(
        text,
        "Older copies of the keys open until these keys of the keyset are destroyed",
        joined(keyEpochs));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, String value) {
    text.append(what).append(value.isEmpty() ? "" : ": ").append(value).append('\n');
  }

  private static String joined(java.util.Collection<?> values) {
    return values.isEmpty()
        ? "none"
        : values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }
}
