# One image for every role: `serve` (the default), `worker`, `migrate`.
# Needs nothing of the running system but /data (the signing key; files, where no S3 store is set)
# and a /tmp; the rest may be read-only.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
WORKDIR /src
COPY requirements/uv.txt requirements/server.txt requirements/
RUN python -m venv /app \
    && /app/bin/python -m venv /uv \
    && /uv/bin/python -m pip install --no-cache-dir --quiet --require-hashes -r requirements/uv.txt \
    && /uv/bin/python -m uv pip install --no-cache --quiet --python /app/bin/python \
        --require-hashes -r requirements/server.txt
COPY pyproject.toml README.md LICENSE ./
COPY core core
COPY ports ports
COPY adapters adapters
COPY plugins plugins
COPY apps apps
RUN /uv/bin/python -m uv pip install --no-cache --quiet --python /app/bin/python \
        --no-deps --no-build-isolation . \
    && /app/bin/python -m compileall -q /app/lib \
    && /app/bin/python -m revrise.apps.web.templates

FROM python:${PYTHON}-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin revrise \
    && install --directory --owner=10001 --group=10001 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    REVRISE_DATA_DIR=/data \
    REVRISE_LOG_LEVEL=info \
    REVRISE_LOG_JSON=true \
    REVRISE_SERVER_HOST=0.0.0.0
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
ENTRYPOINT ["revrise"]
CMD ["serve"]
