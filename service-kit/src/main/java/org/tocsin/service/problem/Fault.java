package org.tocsin.service.problem;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One thing that is wrong with a request; exactly one of the three places is given. Never contains
 * the value that was sent.
 *
 * @param pointer JSON pointer (RFC 6901) into the body
 * @param header name of a header
 * @param parameter name of a query or path parameter
 * @param rule the rule's stable name, such as {@code required}
 * @param detail what is wrong
 * @param fix what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    String pointer, String header, String parameter, String rule, String detail, String fix) {

  public static Fault inBody(String pointer, String rule, String detail, String fix) {
    return new Fault(pointer, null, null, rule, detail, fix);
  }

  public static Fault inHeader(String header, String rule, String detail, String fix) {
    return new Fault(null, header, null, rule, detail, fix);
  }

  public static Fault inParameter(String parameter, String rule, String detail, String fix) {
    return new Fault(null, null, parameter, rule, detail, fix);
  }
}
