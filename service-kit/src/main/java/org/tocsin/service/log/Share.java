package org.tocsin.service.log;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions are read by a reader that is alone with others of its own process, so that no
 * group has to be joined and left.
 *
 * @param index of this reader, from 0
 * @param of so many readers
 */
record Share(int index, int of) {

  /** What is read of all partitions of a topic; may be nothing. */
  List<TopicPartition> of(List<TopicPartition> all) {
    Predicate<TopicPartition> own = each -> each.partition() % of == index;
    return all.stream().filter(own).toList();
  }
}
