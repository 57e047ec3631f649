FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libssl-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The caches outlive the layer: after a change only Candor and its solver are compiled again.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package candor --features postgres-tls \
    && install -D target/release/candor /out/candor

FROM debian:bookworm-slim
# ca-certificates: for a PostgreSQL server with sslmode=verify-full. wget: for the health check.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libssl3 wget \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=build /out/candor /usr/local/bin/candor
USER 10001:10001
ENV BIND=0.0.0.0:8080 DATA_DIR=/data DATABASE_URL=sqlite:/data/candor.db
VOLUME /data
WORKDIR /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["wget", "--quiet", "--tries=1", "--output-document=/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["candor"]
CMD ["serve"]
