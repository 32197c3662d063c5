package org.tocsin.intake.repeat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is remembered of one organisation's events, by id, oldest first. It lies in arrays: as
 * objects it would be kept for minutes and then dropped, event by event, and each collection of the
 * whole heap stops everybody for a tenth of a second. For use under a lock.
 */
final class Newest {

  /** Bytes of the longest id. */
  private static final int ID = 64;

  private static final int FIRST_ROOM = 64;
  private static final int NONE = -1;

  /** Nobody outside knows them, so that nobody can choose ids that all fall together. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long FACTOR = new SecureRandom().nextLong() | 1;

  private byte[] ids;

  /** Looked at before the id, which lies elsewhere. */
  private int[] hashes;

  private byte[] lengths;
  private Remembered.Columns events;

  /** The next slot in the same bucket. */
  private int[] next;

  /** The first slot of each bucket. */
  private int[] buckets;

  private int oldest;
  private int size;

  Newest() {
    allocate(FIRST_ROOM);
  }

  int size() {
    return size;
  }

  /** What is remembered under this id. */
  Optional<Remembered> find(String id) {
    byte[] bytes = bytes(id);
    int slot = slot(bytes, hash(bytes));
    return slot == NONE ? Optional.empty() : Optional.of(events.get(slot));
  }

  /**
   * Remembers an event; of two under one id the one that stands.
   *
   * @return whether there was none under this id
   */
  boolean remember(String id, Remembered event) {
    byte[] bytes = bytes(id);
    if (bytes.length > ID) {
      return false;
    }
    int hash = hash(bytes);
    int slot = slot(bytes, hash);
    if (slot == NONE) {
      add(bytes, hash, event);
      return true;
    }
    if (event.standsBefore(events.get(slot))) {
      events.set(slot, event);
    }
    return false;
  }

  /** Forgets the oldest; there must be one. Its bucket still leads to it: see {@link #slot}. */
  void forgetOldest() {
    oldest = (oldest + 1) % next.length;
    size--;
  }

  private void add(byte[] id, int hash, Remembered event) {
    if (size == next.length) {
      grow();
    }
    int slot = (oldest + size) % next.length;
    System.arraycopy(id, 0, ids, slot * ID, id.length);
    lengths[slot] = (byte) id.length;
    hashes[slot] = hash;
    events.set(slot, event);
    int bucket = bucket(hash);
    next[slot] = buckets[bucket];
    buckets[bucket] = slot;
    size++;
  }

  private void grow() {
    var before = new Slots(ids, hashes, lengths, events, oldest, size);
    allocate(next.length * 2);
    for (int i = 0; i < before.size; i++) {
      int slot = (before.oldest + i) % before.lengths.length;
      int from = slot * ID;
      add(
          Arrays.copyOfRange(before.ids, from, from + before.lengths[slot]),
          before.hashes[slot],
          before.events.get(slot));
    }
  }

  private record Slots(
      byte[] ids, int[] hashes, byte[] lengths, Remembered.Columns events, int oldest, int size) {}

  private void allocate(int room) {
    ids = new byte[room * ID];
    hashes = new int[room];
    lengths = new byte[room];
    events = new Remembered.Columns(room);
    next = new int[room];
    buckets = new int[room];
    Arrays.fill(buckets, NONE);
    oldest = 0;
    size = 0;
  }

  /**
   * From slot to slot a bucket leads to older events. Where it does not, it leads to one that is
   * forgotten: a free slot, or one that was taken again since.
   */
  private int slot(byte[] id, int hash) {
    int younger = size;
    for (int slot = buckets[bucket(hash)]; slot != NONE; slot = next[slot]) {
      int age = Math.floorMod(slot - oldest, next.length);
      if (age >= younger) {
        return NONE;
      }
      if (hashes[slot] == hash
          && Arrays.equals(ids, slot * ID, slot * ID + lengths[slot], id, 0, id.length)) {
        return slot;
      }
      younger = age;
    }
    return NONE;
  }

  private static int hash(byte[] id) {
    long hash = SEED;
    for (byte b : id) {
      hash = (hash ^ b) * FACTOR;
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ hash >>> 32);
  }

  private int bucket(int hash) {
    return Integer.remainderUnsigned(hash, buckets.length);
  }

  private static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
