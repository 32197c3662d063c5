package org.tocsin.registry.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.tocsin.events.vocabulary.Vocabulary;

/** Answers write a vocabulary's constants as the events do: {@code day}, not {@code DAY}. */
@Singleton
public class VocabularyJson implements ObjectMapperCustomizer {

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule()
            .addSerializer(
                Vocabulary.class,
                new JsonSerializer<Vocabulary>() {
                  @Override
                  public void serialize(
                      Vocabulary value, JsonGenerator json, SerializerProvider all)
                      throws IOException {
                    json.writeString(value.code());
                  }
                }));
  }
}
