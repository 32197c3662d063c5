package org.tocsin.alert.policy;

import java.sql.Connection;
import java.sql.SQLException;

/** The plan that holds now; all instances of the service agree on it within seconds. */
public interface PlanInForce {

  /**
   * A version of the plan.
   *
   * @param number counted from 1
   */
  record Version(long number, AlertingPlan plan) {}

  /** The one that holds. Never waits for the database. */
  Version current();

  /** An earlier one: its steps are gone through to the end by what began under it. */
  AlertingPlan version(Connection connection, long number) throws SQLException;
}
