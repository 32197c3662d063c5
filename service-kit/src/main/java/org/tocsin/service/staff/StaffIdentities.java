package org.tocsin.service.staff;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.tocsin.service.staff.StaffFile.StaffUser;

/** Tells Quarkus Security who a built-in staff user is. */
@ApplicationScoped
public class StaffIdentities implements IdentityProvider<UsernamePasswordAuthenticationRequest> {

  private final PasswordCheck passwords;

  StaffIdentities(Staff staff) {
    this.passwords = new PasswordCheck(staff::file, InstantSource.system());
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    var routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    var address =
        routing == null || routing.request().remoteAddress() == null
            ? ""
            : String.valueOf(routing.request().remoteAddress().hostAddress());
    var password = new String(request.getPassword().getPassword());
    return Uni.createFrom()
        .emitter(
            emitter -> {
              // Back to the request's own event loop: what follows is not thread-safe.
              var loop = Vertx.currentContext();
              passwords
                  .check(request.getUsername(), password, address)
                  .whenComplete(
                      (user, thrown) -> {
                        Runnable answer =
                            () -> {
                              if (thrown == null) {
                                emitter.complete(identity(user));
                              } else {
                                emitter.fail(
                                    thrown instanceof CompletionException
                                        ? thrown.getCause()
                                        : thrown);
                              }
                            };
                        if (loop == null) {
                          answer.run();
                        } else {
                          loop.runOnContext(_ -> answer.run());
                        }
                      });
            });
  }

  private static SecurityIdentity identity(StaffUser user) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(user.name()))
        .addRoles(user.roles())
        .build();
  }

  @PreDestroy
  void close() {
    passwords.close();
  }
}
