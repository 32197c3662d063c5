package org.tocsin.cluster.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tocsin.cluster.mail.Mail;
import org.tocsin.cluster.sms.Sms;

/**
 * Every mail and short message that the sinks received, kept over restarts as lines of JSON. Safe
 * for many threads.
 */
public final class Inbox {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path mailFile;
  private final Path smsFile;
  private final ArrayNode mails;
  private final ArrayNode sms;

  /** Reads what came in earlier runs. */
  public Inbox(Path folder) {
    this.mailFile = folder.resolve("mails.jsonl");
    this.smsFile = folder.resolve("sms.jsonl");
    this.mails = read(mailFile);
    this.sms = read(smsFile);
  }

  public void add(Mail mail) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("to", mail.to())
            .put("from", mail.from())
            .put("subject", mail.subject())
            .put("text", mail.text())
            .put("receivedAt", mail.receivedAt().toString());
    append(mailFile, mails, line);
  }

  public void add(Sms message) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("to", message.to())
            .put("from", message.from())
            .put("text", message.text())
            .put("receivedAt", message.receivedAt().toString());
    append(smsFile, sms, line);
  }

  /** {@code {"mails": […], "sms": […]}}, oldest first. */
  public synchronized JsonNode json() {
    ObjectNode all = JSON.createObjectNode();
    all.set("mails", mails.deepCopy());
    all.set("sms", sms.deepCopy());
    return all;
  }

  private synchronized void append(Path file, ArrayNode list, ObjectNode line) {
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      list.add(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A launcher that was killed may have left half a line: its sender got no acknowledgement, so it
   * is cut off, and what comes next begins a line of its own.
   */
  private static ArrayNode read(Path file) {
    ArrayNode list = JSON.createArrayNode();
    try {
      if (Files.exists(file)) {
        String text = Files.readString(file);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (whole.length() < text.length()) {
          Files.writeString(file, whole);
        }
        for (String line : whole.lines().toList()) {
          list.add(JSON.readTree(line));
        }
      }
      return list;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
