package org.tocsin.alert.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.junit.jupiter.api.Test;

/** How centres differ in what they send. */
class SmppInboxTest {

  private static final byte RECEIPT = 0x04;

  private final List<String> receipts = new ArrayList<>();
  private final List<Reply> replies = new ArrayList<>();
  private final SmppInbox inbox =
      new SmppInbox(
          "smpp",
          Optional.of("US"),
          (id, arrival, number, reference) ->
              receipts.add(id + " " + arrival + " " + number + " " + reference),
          replies::add);

  @Test
  void aReceiptSaysItInItsFieldsOrInItsText() throws Exception {
    var byFields = deliver(RECEIPT, "gone");
    byFields.setOptionalParameters(
        new OptionalParameter.Receipted_message_id("id-1"),
        new OptionalParameter.Message_state((byte) 5),
        new OptionalParameter.User_message_reference((short) 7));
    inbox.onAcceptDeliverSm(byFields);
    inbox.onAcceptDeliverSm(
        deliver(
            RECEIPT,
            "id:id-2 sub:001 dlvrd:001 submit date:2611262300 done date:2611262300 stat:DELIVRD err:000 text:"));
    assertEquals(
        List.of("smpp:id-1 FAILED +12125550101 7", "smpp:id-2 DELIVERED +12125550101 null"),
        receipts);
  }

  @Test
  void whatIsNotTheLastWordOrCannotBeReadIsTakenAndChangesNothing() throws Exception {
    var underWay = deliver(RECEIPT, "");
    underWay.setOptionalParameters(
        new OptionalParameter.Receipted_message_id("id-1"),
        new OptionalParameter.Message_state((byte) 1));
    inbox.onAcceptDeliverSm(underWay);
    inbox.onAcceptDeliverSm(deliver(RECEIPT, "no receipt at all"));
    assertEquals(List.of(), receipts);
  }

  @Test
  void aReplyComesInEitherAlphabetAndAsAPayload() throws Exception {
    inbox.onAcceptDeliverSm(deliver((byte) 0, "ACK"));
    var wide = deliver((byte) 0, "");
    wide.setDataCoding((byte) 8);
    wide.setShortMessage("reçu".getBytes(StandardCharsets.UTF_16BE));
    inbox.onAcceptDeliverSm(wide);
    var payload = deliver((byte) 0, "");
    payload.setOptionalParameters(
        new OptionalParameter.Message_payload("stop".getBytes(StandardCharsets.US_ASCII)));
    payload.setSourceAddrTon((byte) 2);
    payload.setSourceAddr("2125550102");
    inbox.onAcceptDeliverSm(payload);
    assertEquals(
        List.of(
            new Reply("smpp", null, "+12125550101", "ACK"),
            new Reply("smpp", null, "+12125550101", "reçu"),
            new Reply("smpp", null, "+12125550102", "stop")),
        replies);
  }

  @Test
  void whatIsNotStoredIsNotAcknowledgedSoThatItComesAgain() {
    var away =
        new SmppInbox(
            "smpp",
            Optional.empty(),
            (id, arrival, number, reference) -> {},
            reply -> {
              throw new SQLException("away");
            });
    var refused =
        assertThrows(
            ProcessRequestException.class, () -> away.onAcceptDeliverSm(deliver((byte) 0, "ACK")));
    assertEquals(SMPPConstant.STAT_ESME_RX_T_APPN, refused.getErrorCode());
  }

  private static DeliverSm deliver(byte esmClass, String text) {
    var deliver = new DeliverSm();
    deliver.setEsmClass(esmClass);
    deliver.setSourceAddr("12125550101");
    deliver.setSourceAddrTon((byte) 1);
    deliver.setDestAddress("TOCSIN");
    deliver.setOptionalParameters();
    deliver.setShortMessage(text.getBytes(StandardCharsets.US_ASCII));
    return deliver;
  }
}
