# One service, from its built jars: docker build -f deploy/docker/service.Dockerfile --build-arg SERVICE=intake-service .
# Needs no network: run `./tocsin up` or `mvn package` first.
FROM eclipse-temurin:25-jre
ARG SERVICE
WORKDIR /tocsin
COPY ${SERVICE}/target/quarkus-app/ ./
USER 10001
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC" \
    QUARKUS_HTTP_HOST=0.0.0.0 \
    QUARKUS_HTTP_PORT=8080
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]
