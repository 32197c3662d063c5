package org.tocsin.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.tocsin.cluster.up.Refusal;
import org.tocsin.cluster.up.Repository;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * A service that a command speaks to, on this machine or elsewhere, and who signs in there: the
 * options that such commands share (a picocli mixin; they count before and after the name of a
 * subcommand).
 */
public class RemoteService {

  private final String part;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Data folder of a running ./tocsin up (default: data beside ./tocsin).")
  private Path data;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Address of the service elsewhere, such as https://tocsin.example.org.")
  private String url;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "Who signs in (default: ${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The user's password; with --url.")
  private Path passwordFile;

  /**
   * One that is not known yet.
   *
   * @param part its name in {@code cluster.json}
   * @param user who signs in unless another is named; has the role that the command needs
   */
  public RemoteService(String part, String user) {
    this.part = part;
    this.user = user;
  }

  /**
   * Sends a request.
   *
   * @param path with its query
   * @param body null for none
   * @return the answer's JSON; a missing node if there is none
   * @throws Refusal if it is not taken, with what the service says of it
   */
  public JsonNode send(String method, String path, JsonNode body) throws InterruptedException {
    if (url == null) {
      Description running = Description.of(data == null ? Repository.path().resolve("data") : data);
      return new Rest().send(method, running.address(part) + path, running.staff(user), body);
    }
    return new Rest().send(method, url + path, basic(), body);
  }

  /** The same without a body. */
  public JsonNode send(String method, String path) throws InterruptedException {
    return send(method, path, null);
  }

  /** Tells the user a line. */
  public void say(String line) {
    PrintWriter out = command.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  /** For a path or a query. */
  public static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String basic() {
    if (passwordFile == null) {
      throw new Refusal("--url needs --password-file");
    }
    try {
      String plain = user + ":" + Files.readString(passwordFile).strip();
      return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Refusal(passwordFile + " cannot be read");
    }
  }
}
