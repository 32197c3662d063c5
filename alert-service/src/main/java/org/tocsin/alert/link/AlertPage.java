package org.tocsin.alert.link;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.tocsin.alert.brief.Block;

/**
 * An alert with the brief of its case, for somebody who is signed in.
 *
 * @param reference null where there is no such alert
 * @param text what there is to say beside the brief; null for nothing
 * @param blocks the brief; empty where it may not be shown
 * @param button its label; null where there is nothing to do
 */
public record AlertPage(
    String language,
    RawString style,
    String reference,
    String severity,
    String text,
    List<Block> blocks,
    String button)
    implements TemplateInstance {}
