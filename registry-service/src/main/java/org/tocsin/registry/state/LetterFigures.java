package org.tocsin.registry.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.tocsin.registry.casefile.Letter;
import org.tocsin.registry.casefile.ReplyState;

/**
 * How a State answers the letters of UN mechanisms (DOMAIN.md, section 6, rule 6). Pure.
 *
 * @param sent letters
 * @param due those whose deadline is over, or that were answered: only of these can be said whether
 *     they were answered in time
 * @param answered in time
 * @param late answered after the deadline
 * @param overdue not answered though the deadline is over
 * @param waiting not answered, and not due yet
 * @param acknowledged of these and the overdue ones none counts as answered by an acknowledgement;
 *     this many of the waiting have one
 * @param deadlineRules the versions of the rules that these figures go by
 * @param open letters that are overdue or waiting
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterFigures(
    int sent,
    int due,
    int answered,
    int late,
    int overdue,
    int waiting,
    int acknowledged,
    List<String> deadlineRules,
    List<Letter> open) {

  static LetterFigures of(Collection<Letter> letters) {
    int answered = count(letters, ReplyState.ANSWERED);
    int late = count(letters, ReplyState.LATE);
    int overdue = count(letters, ReplyState.OVERDUE);
    int acknowledged = count(letters, ReplyState.ACKNOWLEDGED);
    return new LetterFigures(
        letters.size(),
        answered + late + overdue,
        answered,
        late,
        overdue,
        count(letters, ReplyState.NONE) + acknowledged,
        acknowledged,
        letters.stream()
            .map(Letter::deadlineRules)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList(),
        letters.stream()
            .filter(letter -> letter.reply() != ReplyState.ANSWERED)
            .filter(letter -> letter.reply() != ReplyState.LATE)
            .toList());
  }

  private static int count(Collection<Letter> letters, ReplyState state) {
    return (int) letters.stream().filter(letter -> letter.reply() == state).count();
  }
}
