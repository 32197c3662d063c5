# The SMTP sink and the SMSC simulator with their inbox page: for trying things out, never for real alerts.
FROM eclipse-temurin:25-jre
WORKDIR /tocsin
COPY cluster/target/cluster.jar ./
COPY cluster/target/lib/ ./lib/
RUN mkdir inbox && chown 10001 inbox
USER 10001
EXPOSE 8080 3025 2775
ENTRYPOINT ["java", "-Xmx128m", "-cp", "cluster.jar:lib/*", "org.tocsin.cluster.Launcher", "sinks"]
