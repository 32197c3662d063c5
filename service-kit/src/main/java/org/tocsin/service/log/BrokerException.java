package org.tocsin.service.log;

/** The log cannot be reached, or is not as it has to be; to be waited out, never to be skipped. */
public final class BrokerException extends RuntimeException {
  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
