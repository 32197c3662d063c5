package org.tocsin.alert.delivery;

/**
 * Why people are told of an alert.
 *
 * @param key one of a kind within the alert, made of codes and ids only: whoever has been told of
 *     it by a channel is not told again by that channel
 * @param label the mark in the message, such as REMINDER or CANCEL: of the GSM 7-bit alphabet, and
 *     nothing that shows who, where or what; empty for the first
 */
public record Occasion(String key, String label) {

  /** The news itself. */
  public static final Occasion FIRST = new Occasion("news", "");
}
