package org.tocsin.service.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outage is never taken for a fault of a record. */
class TroubleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "57P01", "53300", "40001", "40P01", "55P03", "58030", "42P01", "25006", "28P01"
      })
  void whatWouldHitEveryRecordIsWaitedOut(String sqlState) {
    assertEquals(Trouble.DATABASE, Trouble.of(new SQLException("", sqlState)));
    assertEquals(
        Trouble.DATABASE, Trouble.of(new IllegalStateException(new SQLException("", sqlState))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22001", "23505", "54000"})
  void whatComesFromTheValuesIsTheRecordsFault(String sqlState) {
    assertEquals(Trouble.RECORD, Trouble.of(new SQLException("", sqlState)));
  }

  @Test
  void aPoolWithoutConnectionsIsAnOutage() {
    assertEquals(Trouble.DATABASE, Trouble.of(new SQLException("acquisition timeout")));
  }

  @Test
  void theBrokerAndTheNetworkAreOutages() {
    assertEquals(Trouble.BROKER, Trouble.of(new TimeoutException()));
    assertEquals(Trouble.BROKER, Trouble.of(new IllegalStateException(new IOException())));
  }

  @Test
  void aBugIsTheRecordsFault() {
    assertEquals(Trouble.RECORD, Trouble.of(new NullPointerException()));
  }
}
