# Every target does its own set-up: .venv, the pinned packages, and for the tests npm and a browser.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench model lock python node browser browsers

PY := .venv/bin/python
RUN := runs/mine
# TensorFlow has much to say about itself; this stops it.
QUIET := TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=0
CODE := training convert.py scripts tests bench

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo 'Examples: make run FILES="a.wav b.mp3"'
	@echo "          make run FILES='\"my file.wav\" b.mp3'"
	@echo '          make model EXTRA=FOLDER RUN=runs/mine'

run: ## Open the page; with FILES="…" print the verdict of each file instead
ifeq ($(strip $(FILES)),)
	@scripts/open_page.sh
else
	@scripts/setup.sh python
	@$(QUIET) $(PY) -m training.predict $(FILES)
endif

test: lint browsers ## Everything: format, types, stale files, unit, parity and page tests
	@$(PY) -m pytest

lint: python node ## Formatting, lint rules and types of Python and JavaScript
	@$(PY) -m ruff check --quiet
	@$(PY) -m ruff format --check --quiet || { echo 'Run: make format' >&2; exit 1; }
	@$(PY) -m mypy $(CODE)
	@npm run --silent check

format: python node ## Bring Python and JavaScript into form
	@$(PY) -m ruff check --fix --quiet
	@$(PY) -m ruff format --quiet
	@npm run --silent format

bench: python node browser ## Speed of the page and of Python on this machine, and against others
	@$(QUIET) $(PY) -m bench.everything

model: python node ## All anew: corpus, training, evaluation, conversion, card. Hours; goes on if stopped
	@$(PY) -m training.corpus $(if $(EXTRA),--extra $(EXTRA))
	@$(PY) -m training.sounds
	@$(PY) -m training.train --run $(RUN) --sounds data/sounds $(if $(EXTRA),--extra $(EXTRA))
	@$(PY) -m training.evaluate $(RUN)
	@$(PY) convert.py $(RUN)
	@npm run --silent build
	@$(PY) -m training.card
	@$(PY) -m training.report

lock: ## Pin the Python packages anew in requirements.lock (needs uv)
	uv export --quiet --all-extras --no-hashes --no-emit-project --no-annotate --no-header \
	  --output-file requirements.lock

python:
	@scripts/setup.sh python

node:
	@scripts/setup.sh node

browser: python
	@$(PY) -m scripts.browser

browsers: browser
	@$(PY) -m scripts.other_browsers
