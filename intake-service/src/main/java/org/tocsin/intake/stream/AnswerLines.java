package org.tocsin.intake.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.tocsin.intake.event.Outcome;
import org.tocsin.intake.event.Receipt;
import org.tocsin.service.problem.Problem;

/**
 * The answer to a stream: a line for each item, which says what became of it. What is not known or
 * does not apply is left out.
 *
 * <p>{@code item}: its place among the items, from 1 (empty lines do not count). {@code id}: the
 * event's, where it could be read. {@code status}: {@code accepted}, {@code repeated}, {@code
 * conflict}, {@code refused}, {@code overloaded} or {@code unavailable}; in the last line {@code
 * interrupted} if not all was read. {@code caseId}, {@code defenderId}, {@code recordedAt} and
 * {@code warnings}: as in the answer to a single event. {@code problem}: why it is not recorded.
 */
final class AnswerLines implements Closeable {

  private static final int BUFFER = 32_768;

  private final ObjectWriter json;
  private final JsonGenerator line;
  private Instant lastRecorded = Instant.MIN;
  private String lastRecordedText;

  AnswerLines(ObjectWriter json, OutputStream out) throws IOException {
    this.json = json;
    this.line = json.createGenerator(new BufferedOutputStream(out, BUFFER));
  }

  void write(long item, Outcome outcome) throws IOException {
    begin(item, outcome.id(), outcome.verdict().code());
    if (outcome.receipt() != null) {
      write(outcome.receipt());
    }
    end(outcome.problem());
  }

  /** Nothing was read from this item on. */
  void interrupted(long item, Problem problem) throws IOException {
    begin(item, null, "interrupted");
    end(problem);
  }

  /** Sends what was written: nobody should wait for an answer that lies in a buffer. */
  void flush() throws IOException {
    line.flush();
  }

  @Override
  public void close() throws IOException {
    line.close();
  }

  private void begin(long item, String id, String status) throws IOException {
    line.writeStartObject();
    line.writeNumberField("item", item);
    text("id", id);
    text("status", status);
  }

  private void write(Receipt receipt) throws IOException {
    text("caseId", receipt.caseId());
    text("defenderId", receipt.defenderId());
    text("recordedAt", text(receipt.recordedAt()));
    if (!receipt.warnings().isEmpty()) {
      line.writeFieldName("warnings");
      json.writeValue(line, receipt.warnings());
    }
  }

  private void end(Problem problem) throws IOException {
    if (problem != null) {
      line.writeFieldName("problem");
      json.writeValue(line, problem);
    }
    line.writeEndObject();
    line.writeRaw('\n');
  }

  private void text(String name, String text) throws IOException {
    if (text != null) {
      line.writeStringField(name, text);
    }
  }

  /** What the brokers took together was recorded in one moment. */
  private String text(Instant recorded) {
    if (!recorded.equals(lastRecorded)) {
      lastRecorded = recorded;
      lastRecordedText = recorded.toString();
    }
    return lastRecordedText;
  }
}
