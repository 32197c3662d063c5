package org.tocsin.service.log;

/** Something that reads the log on a thread of its own; see {@link Followers}. */
public interface Follower {

  void start();

  /** Finishes the batch at hand, leaves the group, and returns when the thread has ended. */
  void stop();

  FollowerState state();
}
