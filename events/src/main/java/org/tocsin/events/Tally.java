package org.tocsin.events;

import org.tocsin.events.shape.Required;

/** How a vote ended. */
public record Tally(
    @Required Integer inFavour, @Required Integer against, @Required Integer abstaining) {}
