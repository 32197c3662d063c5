package org.tocsin.alert.link;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;

/**
 * The page behind a link in a mail; it shows nothing that tells who, where or what.
 *
 * @param reference null where the link opens nothing any more
 * @param severity in capitals, with the reference
 * @param button its label; null where there is nothing to do
 */
public record AcknowledgePage(
    String language,
    RawString style,
    String title,
    String text,
    String reference,
    String severity,
    String button)
    implements TemplateInstance {}
