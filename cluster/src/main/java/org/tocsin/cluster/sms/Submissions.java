package org.tocsin.cluster.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.MessageId;
import org.jsmpp.util.RandomMessageIDGenerator;

/**
 * What the simulator does with what a client sends: {@code submit_sm} is served, everything else
 * refused.
 */
final class Submissions implements ServerMessageReceiverListener {

  private static final long RECEIPT_MILLIS = 50;
  private static final ScheduledExecutorService RECEIPTS =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("smsc-receipts").factory());

  private final RandomMessageIDGenerator ids = new RandomMessageIDGenerator();
  private final Consumer<Sms> onSms;

  Submissions(Consumer<Sms> onSms) {
    this.onSms = onSms;
  }

  @Override
  public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession session)
      throws ProcessRequestException {
    MessageId id = ids.newMessageId();
    String text = new String(submit.getShortMessage(), StandardCharsets.ISO_8859_1);
    try {
      onSms.accept(new Sms(submit.getDestAddress(), submit.getSourceAddr(), text, Instant.now()));
    } catch (RefusedSms e) {
      throw new ProcessRequestException(e.getMessage(), e.status());
    }
    boolean asked = SMSCDeliveryReceipt.SUCCESS_FAILURE.containedIn(submit.getRegisteredDelivery());
    if (asked) {
      RECEIPTS.schedule(() -> receipt(submit, id, session), RECEIPT_MILLIS, TimeUnit.MILLISECONDS);
    }
    return new SubmitSmResult(id, new OptionalParameter[0]);
  }

  private static void receipt(SubmitSm submit, MessageId id, SMPPServerSession session) {
    var now = new Date();
    var receipt =
        new DeliveryReceipt(id.getValue(), 1, 1, now, now, DeliveryReceiptState.DELIVRD, "000", "");
    try {
      session.deliverShortMessage(
          "",
          TypeOfNumber.INTERNATIONAL,
          NumberingPlanIndicator.ISDN,
          submit.getDestAddress(),
          TypeOfNumber.UNKNOWN,
          NumberingPlanIndicator.UNKNOWN,
          submit.getSourceAddr(),
          new ESMClass(
              MessageMode.DEFAULT, MessageType.SMSC_DEL_RECEIPT, GSMSpecificFeature.DEFAULT),
          (byte) 0,
          (byte) 0,
          new RegisteredDelivery(0),
          DataCodings.ZERO,
          receipt.toString().getBytes(StandardCharsets.ISO_8859_1),
          given(submit));
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException
        | IOException
        | IllegalStateException e) {
      // The client has gone: as in a real network, its receipt is lost with the connection.
      session.close();
    }
  }

  /** The sender's own reference comes back with the receipt (SMPP 3.4, section 4.6.1). */
  private static OptionalParameter[] given(SubmitSm submit) {
    var reference = submit.getOptionalParameter(OptionalParameter.User_message_reference.class);
    return reference == null ? new OptionalParameter[0] : new OptionalParameter[] {reference};
  }

  @Override
  public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession session)
      throws ProcessRequestException {
    throw refused();
  }

  @Override
  public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
      QueryBroadcastSm query, SMPPServerSession session) throws ProcessRequestException {
    throw refused();
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm data, Session session) throws ProcessRequestException {
    throw refused();
  }

  private static ProcessRequestException refused() {
    return new ProcessRequestException(
        "the simulator takes submit_sm only", SMPPConstant.STAT_ESME_RINVCMDID);
  }
}
