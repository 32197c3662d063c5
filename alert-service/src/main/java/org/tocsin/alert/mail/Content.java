package org.tocsin.alert.mail;

import java.util.List;
import org.tocsin.alert.brief.Block;
import org.tocsin.alert.brief.Reading;

/**
 * What a mail says. Without a brief it says what an SMS says and has links that show nothing
 * (DOMAIN.md, section 8); with one it may only leave encrypted. Pure.
 *
 * @param language of whom it goes to, as HTML has it
 * @param lines one for each notification
 * @param blocks the briefs of their cases; empty for a bare mail
 * @param offers what can be done
 */
public record Content(String language, List<String> lines, List<Block> blocks, List<Offer> offers) {

  public Content {
    lines = List.copyOf(lines);
    blocks = List.copyOf(blocks);
    offers = offers.stream().filter(offer -> !offer.links().isEmpty()).toList();
  }

  /** What can be done with alerts, each by a link of its own. */
  public record Offer(String sentence, List<Link> links) {

    public Offer {
      links = List.copyOf(links);
    }
  }

  /** A link that belongs to one alert. */
  public record Link(String reference, String url) {}

  /** The same with briefs. */
  public Content with(List<Block> briefs) {
    return new Content(language, lines, briefs, offers);
  }

  /** Whether it shows nothing that tells who, where or what. */
  public boolean isBare() {
    return blocks.isEmpty();
  }

  /** The plain text, with LF at the end of lines. */
  String text() {
    var text = new StringBuilder(String.join("\n", lines)).append("\n\n");
    text.append(Reading.text(blocks));
    for (Offer offer : offers) {
      text.append(offer.sentence()).append('\n');
      offer
          .links()
          .forEach(
              link -> text.append(link.reference()).append(' ').append(link.url()).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }

  /** The same as HTML, without anything that is fetched from elsewhere. */
  String html() {
    return new MailPage(language, Letter.SUBJECT, lines, blocks, offers).render();
  }
}
