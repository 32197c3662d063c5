package org.tocsin.service.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the log's parts injectable: one of each in a process. */
@ApplicationScoped
public class LogBeans {

  @Produces
  @Singleton
  KafkaSettings kafka(Config config) {
    return KafkaSettings.from(config);
  }

  @Produces
  @Singleton
  LogWriter writer(KafkaSettings kafka) {
    return new LogWriter(kafka);
  }

  @Produces
  @Singleton
  @Together
  LogWriter patientWriter(KafkaSettings kafka) {
    return LogWriter.together(kafka);
  }

  void close(@Disposes @Any LogWriter writer) {
    writer.close();
  }

  @Produces
  @Singleton
  DeadLetters deadLetters(
      @ConfigProperty(name = "quarkus.application.name") String service,
      LogWriter writer,
      KafkaSettings kafka) {
    return new DeadLetters(service, writer, kafka);
  }
}
