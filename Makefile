# The one front door. On a fresh machine with Python 3.11 and make: `make run` or `make test`.
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
EXTRAS ?=
SYNC := $(UV) sync --frozen --inexact --quiet $(foreach e,$(EXTRAS),--extra $(e))

.PHONY: run county setup setup-dev test check format docs bench domain messages clean help

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: $(VENV)/.synced ## set up, build the sample county, serve it on 127.0.0.1:$(PORT)
	@$(MAKE) --no-print-directory -j2 setup county
	$(BIN)/quanheng demo --port $(PORT)

county: $(VENV)/.synced ## build the sample county, or take up where its building was stopped
	$(BIN)/quanheng demo --no-serve

setup: $(VENV)/.synced $(VENV)/.assets ## leave .venv/bin/quanheng ready

$(VENV)/.uv:
	@"$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
		{ echo "Quanheng needs Python 3.11, 3.12 or 3.13; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	@touch $@

$(VENV)/.synced: $(VENV)/.uv pyproject.toml uv.lock
	$(SYNC) --no-dev
	@touch $@

$(VENV)/.assets: $(VENV)/.synced frontend/package-lock.json $(wildcard src/quanheng/locale/*/LC_MESSAGES/*.po)
	$(BIN)/python tools/frontend.py
	$(BIN)/python tools/build_font.py
	$(BIN)/python tools/messages.py compile
	@touch $@

setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready-dev: $(VENV)/.synced $(VENV)/.assets
	$(SYNC) --group dev
	@touch $@

messages: setup-dev ## collect and compile translations
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

test: setup-dev ## the whole suite on SQLite and, where a server answers, on PostgreSQL
	$(BIN)/python tools/suite.py

check: setup-dev ## everything CI runs
	$(BIN)/python tools/suite.py --check

format: setup-dev ## put code and templates in order
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

docs: setup-dev ## refresh docs/reference from the code
	$(BIN)/python tools/make_docs.py

bench: setup-dev ## measure the bars of the design, side by side in one run
	$(BIN)/python benchmarks/run.py

domain: setup-dev ## lay out a new domain: make domain name=licences
	$(BIN)/python tools/new_domain.py $(name)

clean: ## remove the sample county and caches (not the virtual environment)
	rm -rf var .ruff_cache .mypy_cache .import_linter_cache
