package org.tocsin.service.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With OpenID Connect configured, tokens of the provider open what their roles open, without a
 * staff file.
 */
@QuarkusTest
@TestProfile(OpenIdConnectTest.Provider.class)
class OpenIdConnectTest {

  private static final String ISSUER = "https://sign-in.example.org";
  private static final String PRIVATE_KEY = "tocsin.test.oidc.private-key";

  /**
   * Signs with a key of its own; the class loaders of the test share it through the system
   * properties.
   */
  public static class Provider implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      KeyPair pair = keys();
      System.setProperty(
          PRIVATE_KEY, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
      return Map.of(
          "quarkus.oidc.tenant-enabled",
          "true",
          "quarkus.oidc.public-key",
          Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
          "quarkus.oidc.client-id",
          "tocsin",
          "quarkus.oidc.token.issuer",
          ISSUER);
    }
  }

  private static KeyPair keys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static PrivateKey privateKey() throws Exception {
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY))));
  }

  private static RequestSpecification with(String token) {
    return given().auth().preemptive().oauth2(token);
  }

  private static String token(String claim, Object roles, Duration validFor) throws Exception {
    return Jwt.issuer(ISSUER)
        .subject("someone")
        .upn("someone")
        .claim(claim, roles)
        .expiresIn(validFor)
        .sign(privateKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"roles", "groups"})
  void theRolesOfTheTokenCount(String claim) throws Exception {
    var token = token(claim, List.of("desk"), Duration.ofMinutes(5));
    with(token).get("/sample").then().statusCode(200).body(equalTo("someone"));
    with(token).get("/sample/desk").then().statusCode(200);
    with(token).get("/q/metrics").then().statusCode(403).contentType("application/problem+json");
  }

  @Test
  void theRealmRolesOfKeycloakCountToo() throws Exception {
    var token = token("realm_access", Map.of("roles", Set.of("desk")), Duration.ofMinutes(5));
    with(token).get("/sample/desk").then().statusCode(200);
  }

  @Test
  void aTokenWithoutRolesOpensNothingThatNeedsOne() throws Exception {
    var token = token("other", "desk", Duration.ofMinutes(5));
    with(token).get("/sample/desk").then().statusCode(403);
  }

  @Test
  void anExpiredOrForeignTokenIsRefusedWithAProblem() throws Exception {
    var expired = token("roles", List.of("desk"), Duration.ofMinutes(-5));
    var foreign =
        Jwt.issuer(ISSUER)
            .upn("someone")
            .claim("roles", List.of("desk"))
            .expiresIn(300)
            .sign(keys().getPrivate());
    for (var token : List.of(expired, foreign, "nonsense")) {
      with(token)
          .get("/sample")
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", containsString("Bearer"));
    }
  }

  @Test
  void withoutAStaffFileNobodySignsInByPassword() {
    given().auth().preemptive().basic("desk", "desk").get("/sample").then().statusCode(401);
  }
}
