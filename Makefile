# Everything runs in .venv, which `make venv` lays from pinned and hashed requirements.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PACKAGES := console domain sanctions db
PYTHON ?=
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: help venv demo test lint types trial bench locale screenshots lock clean

help:
	@echo "make demo         open the console on a sample database"
	@echo "make test         check everything (under five minutes)"
	@echo "make lint         style, formatting, imports between the floors"
	@echo "make types        strict type check"
	@echo "make trial        the long checks in full"
	@echo "make bench        the benchmarks, each against its floor"
	@echo "make locale       extract the sentences, bring the translations up to date"
	@echo "make screenshots  redraw the pictures in docs/"
	@echo "make lock         pin the requirements anew (needs uv)"
	@echo "make clean        remove what the other targets made"

venv: $(STAMP)

# Laid again only when what is pinned changes.
$(STAMP): requirements/dev.txt
	@python=$$(PYTHON='$(PYTHON)' scripts/find-python.sh); \
	  echo "Making $(VENV) with $$python"; \
	  "$$python" -m venv --clear $(VENV) || { \
	    echo "Python cannot make a virtual environment (on Debian: apt install python3-venv)." >&2; exit 1; }
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

demo: venv
	@$(BIN)/jiandu demo

test: venv
	@scripts/check.sh

lint: venv
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@found=$$($(BIN)/lint-imports 2>&1) || { echo "$$found" >&2; exit 1; }

types: venv
	@$(BIN)/mypy --no-error-summary

trial: venv
	@$(BIN)/pytest --quiet -n auto --dist loadfile -m "trial or not trial" --hypothesis-profile trial

bench: venv
	@$(BIN)/python -m benchmarks

locale: venv
	@scripts/locale.sh

screenshots: venv
	@$(BIN)/python -m scripts.screenshots

lock:
	@scripts/lock.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
