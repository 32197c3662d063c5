package org.tocsin.alert.brief;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tocsin.alert.text.Catalogue;

/** How a brief reads in a language. Pure. */
public final class Reading {

  private Reading() {}

  /** The brief in paragraphs: the people, then each act. */
  public static List<Block> of(Catalogue words, Brief brief) {
    var blocks = new ArrayList<Block>();
    for (Brief.Person person : brief.people()) {
      var rows = new Rows(words);
      rows.add(
          "brief.name",
          person.names().stream().map(Brief.Name::text).collect(Collectors.joining(" / ")));
      rows.add("brief.kind", words.term("kind", person.kind()));
      rows.add("brief.nationality", state(words, person.nationality()));
      blocks.add(rows.block("brief.person"));
    }
    if (brief.status() != null) {
      var rows = new Rows(words);
      rows.add("brief.status", words.term("status", brief.status()));
      blocks.add(rows.block("brief.now"));
    }
    for (Brief.Act act : brief.acts()) {
      var rows = new Rows(words);
      rows.add("brief.what", words.term("act", act.actType()));
      rows.add(
          "brief.severity",
          act.severity() == null ? null : words.word(act.severity().toUpperCase(Locale.ROOT)));
      rows.add("brief.when", when(words, act.occurredAt()));
      rows.add("brief.where", state(words, act.incidentState()));
      rows.add("brief.by", state(words, act.responsibleState()));
      rows.add("brief.place", act.place());
      rows.add("brief.summary", act.summary());
      blocks.add(rows.block("brief.act"));
    }
    return blocks;
  }

  /** The paragraphs as plain text, with LF at the end of lines. */
  public static String text(List<Block> blocks) {
    var text = new StringBuilder();
    for (Block block : blocks) {
      text.append(block.title()).append('\n');
      block
          .rows()
          .forEach(
              row ->
                  text.append("  ")
                      .append(row.label())
                      .append(": ")
                      .append(row.value().strip().replaceAll("\\R", "\n    "))
                      .append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  private static String when(Catalogue words, Brief.When when) {
    if (when == null) {
      return null;
    }
    return "approximate".equals(when.precision())
        ? words.sentence("brief.about") + " " + when.value()
        : when.value();
  }

  /** A State by its name; by its code where Java knows no such State. */
  private static String state(Catalogue words, String code) {
    return code == null
        ? null
        : new Locale.Builder().setRegion(code).build().getDisplayCountry(words.language())
            + " ("
            + code
            + ")";
  }

  /** Rows that are there. */
  private record Rows(Catalogue words, List<Block.Row> all) {

    Rows(Catalogue words) {
      this(words, new ArrayList<>());
    }

    void add(String key, String value) {
      if (value != null && !value.isBlank()) {
        all.add(new Block.Row(words.sentence(key), value));
      }
    }

    Block block(String title) {
      return new Block(words.sentence(title), all);
    }
  }
}
