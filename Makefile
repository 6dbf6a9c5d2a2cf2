# The commands of the house. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
ARGS ?=

.PHONY: help install run test check fix messages bench kill screenshots clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

install: ## make .venv with the parvis command in it
	@$(PYTHON) scripts/install.py run

run: ## start the desk; the first time with a demonstration bank (ARGS="--port 9000")
	@$(PYTHON) scripts/install.py run
	@exec .venv/bin/parvis run $(ARGS)

test: ## run the whole suite on SQLite, and again on PostgreSQL (ARGS="-k inbox")
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python scripts/test.py $(ARGS)

check: ## lint, types, import contracts, migrations, translations
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python scripts/check.py

fix: ## let ruff mend and format what it can
	@$(PYTHON) scripts/install.py test
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

messages: ## bring the French catalogue up to date with the code, and compile it
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python scripts/messages.py

bench: ## measure; one JSON line a figure (ARGS=--quick for a short one)
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python -m bench $(ARGS)

kill: ## kill the worker at 50 random instants, and count what was lost or doubled
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python bench/kill.py $(ARGS)

screenshots: ## take the pictures of the README from the demonstration bank
	@$(PYTHON) scripts/install.py test
	@exec .venv/bin/python scripts/screenshots.py

clean: ## remove what can be made again; the data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
