package org.tocsin.alert.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;

/**
 * Takes delivery receipts: stored before they are acknowledged, also when their message is not
 * known yet.
 */
@ApplicationScoped
public class Receipts implements MessageReceiverListener {

  private final DataSource dataSource;

  Receipts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    if (!deliver.isSmscDeliveryReceipt()) {
      return;
    }
    try {
      DeliveryReceipt receipt = deliver.getShortMessageAsDeliveryReceipt();
      if (receipt.getFinalStatus() == DeliveryReceiptState.DELIVRD) {
        store(receipt.getId(), "delivered");
      } else if (receipt.getFinalStatus() == DeliveryReceiptState.UNDELIV
          || receipt.getFinalStatus() == DeliveryReceiptState.REJECTD
          || receipt.getFinalStatus() == DeliveryReceiptState.EXPIRED) {
        store(receipt.getId(), "failed");
      }
    } catch (InvalidDeliveryReceiptException | SQLException e) {
      // Not acknowledged: the SMSC sends it again.
      throw new ProcessRequestException("cannot take it now", SMPPConstant.STAT_ESME_RX_T_APPN);
    }
  }

  private void store(String id, String state) throws SQLException {
    try (var connection = dataSource.getConnection();
        var keep =
            connection.prepareStatement(
                "INSERT INTO receipt VALUES (?, ?) ON CONFLICT (provider_message_id) DO UPDATE SET state = excluded.state");
        var settle =
            connection.prepareStatement(
                "UPDATE notification SET state = ? WHERE provider_message_id = ?")) {
      keep.setString(1, id);
      keep.setString(2, state);
      keep.executeUpdate();
      settle.setString(1, state);
      settle.setString(2, id);
      settle.executeUpdate();
    }
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification notification) {
    // A phone that is reachable again: nothing is waiting for that.
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw new ProcessRequestException("data_sm is not taken", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
