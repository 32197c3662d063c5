package org.tocsin.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.tocsin.cluster.up.Refusal;

/** What {@code cluster.json} says of a cluster that is ready. */
public record Description(JsonNode json) {

  public static Description of(Path data) {
    Path file = data.resolve("cluster.json");
    try {
      if (Files.notExists(file)) {
        throw new Refusal(
            "nothing is ready on "
                + data
                + "; start it with ./tocsin up, or say where with --data");
      }
      return new Description(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new Refusal(file + " cannot be read: " + e.getMessage());
    }
  }

  public String address(String part) {
    return json.path(part).asText();
  }

  public String organisation() {
    return json.at("/credentials/partner/organisation").asText();
  }

  /** The first partner's Authorization header. */
  public String partner() {
    return "Bearer " + json.at("/credentials/partner/apiKey").asText();
  }

  /** A staff user's Authorization header. */
  public String staff(String user) {
    String plain = user + ":" + json.at("/credentials/staff/" + user).asText();
    return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
