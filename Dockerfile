# The service, and nothing of its tests. `make image` builds it.
#
# Every RUN is a command that `make` or tests/test_dockerfile.py also runs, because not every
# machine that develops Dokazilo has a container engine. The base image is named by tag: pin it by
# the digest your registry shows when you deploy.

FROM python:3.12-slim AS build
WORKDIR /srv/dokazilo
COPY requirements.lock ./
RUN python3 -m venv .venv && \
    .venv/bin/python -m pip install --quiet --require-hashes --requirement requirements.lock

FROM python:3.12-slim
WORKDIR /srv/dokazilo
# The one folder that is written to: the SQLite database and the master key, unless set elsewhere.
RUN install --directory --mode=0700 --owner=10001 --group=10001 var
COPY --from=build /srv/dokazilo/.venv .venv
COPY pyproject.toml ./
COPY migrations migrations
COPY contexts contexts
COPY verifier verifier
COPY issuer issuer
COPY app app

USER 10001:10001
ENV HOST=0.0.0.0 \
    PORT=8000 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
VOLUME ["/srv/dokazilo/var"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD [".venv/bin/python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD [".venv/bin/python", "-m", "app.run"]
