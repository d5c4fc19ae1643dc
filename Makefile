# Trellis. Each target sets up what it needs by itself; `make` or `make help` lists them.
# ARGS passes options on: make chat ARGS="--conversation ada", make test ARGS="-k safety".

.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.PHONY: help chat serve telegram-demo train test test-faults lint deploy-check bench tune baseline fmt clean distclean run-ready dev-ready widget-ready model

# What a shell may hold that leads Python astray. Our own code is compiled, too: it starts faster.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE
# Python scripts are run as modules: their first lines hold a path, which breaks when the checkout moves.
PY := .venv/bin/python
TRELLIS := $(PY) -m bot.cli.main

# $(call own_environment,name,what): requirements/<name>.txt in .cache/<name>/env, made anew when they have changed.
own_environment = cmp -s requirements/$(1).txt .cache/$(1)/ready || { echo "installing $(2)" && \
    $(PY) -m venv --clear .cache/$(1)/env && \
    .cache/$(1)/env/bin/pip install --quiet --require-hashes -r requirements/$(1).txt && \
    cp requirements/$(1).txt .cache/$(1)/ready; }

help: ## show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

chat: run-ready model ## talk to Trellis here in the terminal
	@exec $(TRELLIS) chat $(ARGS)

serve: run-ready model ## open it as a web page on this machine
	@exec $(TRELLIS) serve $(ARGS)

telegram-demo: run-ready model ## Telegram without Telegram: a Bot API server of this machine; ARGS=--play
	@exec $(PY) -m tests.support.telegram_demo $(ARGS)

train: run-ready ## train the model, if anything it is made from has changed
	@exec $(TRELLIS) train $(ARGS) </dev/null

test: lint model widget-ready ## lint, check content, data and understanding, train if need be, run all tests
	@$(TRELLIS) content check
	@echo "rasa data validate" && mkdir -p .cache && \
	    { $(TRELLIS) rasa data validate --fail-on-warnings >.cache/validate.log 2>&1 || { cat .cache/validate.log; exit 1; }; }
	@echo "trellis evaluate" && \
	    { $(TRELLIS) evaluate --html reports/evaluation.html >.cache/evaluate.log 2>&1 || { cat .cache/evaluate.log; exit 1; }; }
	@exec $(PY) -m pytest $(ARGS)

lint: dev-ready ## ruff, mypy, import-linter, yamllint
	@echo "ruff" && $(PY) -m ruff check --quiet .
	@echo "mypy" && $(PY) -m mypy
	@echo "import-linter" && $(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	@echo "yamllint" && $(PY) -m yamllint --strict .

test-faults: dev-ready model ## break a real PostgreSQL, Redis and servers under load, and count what is lost
	@exec $(PY) -m pytest -m faults tests/faults $(ARGS)

deploy-check: run-ready ## hold the files in deploy/ against what reads them
	@$(call own_environment,deploy,the validators)
	@scripts/deploy_check .cache/deploy/env/bin

bench: run-ready model ## measure start, turns and memory; ARGS=--stock beside stock Rasa, ARGS=--help for more
	@case " $(ARGS) " in *" --stock "*) $(call own_environment,baseline,TensorFlow) ;; esac
	@$(PY) -m scripts.bench $(ARGS)

tune: run-ready ## fine-tune the reader on data/nlu again: half an hour, 6 GB of disk for torch
	@$(call own_environment,tune,torch)
	@$(PY) -m scripts.tune.rows .cache/tune/rows.jsonl
	@.cache/tune/env/bin/python scripts/tune/fit.py .cache/tune/rows.jsonl bot/language/data $(ARGS)

baseline: run-ready model ## compare with the stock `rasa init` pipeline: hours (a tenth with ARGS='--share 0.1'), 3 GB of disk
	@$(call own_environment,baseline,TensorFlow)
	@$(TRELLIS) evaluate --baseline $(ARGS)

fmt: dev-ready ## sort imports, mend what ruff can mend, format what changed since the last commit
	@$(PY) -m ruff check --fix-only --quiet .
	@git diff --name-only --diff-filter=d HEAD -- '*.py' | tr '\n' '\0' | xargs -0 -r $(PY) -m ruff format --quiet

clean: ## remove caches and reports; models, conversations and the environment stay
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rasa results reports build dist *.egg-info
	@find . -name __pycache__ -type d -not -path './.venv/*' -not -path './.uv/*' -prune -exec rm -rf {} +

distclean: clean ## and the environment, uv and the models; conversations in var/ stay
	@rm -rf .venv .uv .uv.new .cache models

run-ready:
	@scripts/setup run

dev-ready:
	@scripts/setup dev

# Only to build the committed files of the page again and compare them; without Node that check is skipped.
widget-ready:
	@! command -v npm >/dev/null 2>&1 || cmp -s web/package-lock.json web/node_modules/.ready || \
	    { echo "npm ci, to check the built page" && (cd web && npm ci --ignore-scripts --silent) && \
	    cp web/package-lock.json web/node_modules/.ready; } || echo "npm ci failed; the built page is not checked here"

model: run-ready
	@$(TRELLIS) train </dev/null
