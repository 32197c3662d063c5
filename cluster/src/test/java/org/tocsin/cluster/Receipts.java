package org.tocsin.cluster;

import java.util.List;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.InvalidDeliveryReceiptException;

/** Collects the ids of delivery receipts. */
record Receipts(List<String> ids) implements MessageReceiverListener {

  @Override
  public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
    try {
      ids.add(deliver.getShortMessageAsDeliveryReceipt().getId());
    } catch (InvalidDeliveryReceiptException e) {
      throw new ProcessRequestException("no receipt", 0);
    }
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification notification) {
    throw new AssertionError("nobody alerts the tests");
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw new ProcessRequestException("nobody sends data_sm", 0);
  }
}
