package org.tocsin.alert.mail;

import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.tocsin.alert.brief.Block;

/** The HTML of a mail: the same as its plain text. */
public record MailPage(
    String language,
    String subject,
    List<String> lines,
    List<Block> blocks,
    List<Content.Offer> offers)
    implements TemplateInstance {}
