# Everything runs in .venv, which is made here: uv is installed into it, then the exact pins.
# A fresh machine needs Python 3.11 to 3.13 (with venv) and make, nothing else.

PYTHON ?= python3
UV_VERSION := 0.13.8
BIN := .venv/bin
READY := .venv/.ready
# Photos for `make bench`; empty: rendered fish.
DATA ?=

.PHONY: demo test test-fast lint lab bench pins clean

demo: $(READY)
	$(BIN)/fishcourse demo --out demo

test: $(READY) lint
	$(BIN)/pytest tests -n auto --dist loadfile --cov --cov-report=term:skip-covered --cov-fail-under=90

test-fast: $(READY) lint
	$(BIN)/pytest tests -n auto --dist loadfile -m "not slow" -x

lint: $(READY)
	$(BIN)/ruff check helpers tests
	$(BIN)/ruff format --check helpers tests

lab: $(READY)
	$(BIN)/jupyter lab

bench: $(READY)
	$(BIN)/fishcourse bench splits --data "$(DATA)" --out runs/splits
	$(BIN)/fishcourse bench recipe --data "$(DATA)" --out runs/recipe

# --no-config keeps a machine's own uv settings from slipping in another torch build.
$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11 to 3.13 is needed; set PYTHON=...")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv pip install --quiet --no-config --python $(BIN)/python --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --no-config --python $(BIN)/python --no-deps --editable .
	touch $@

# Renew the pins: every extra, every platform, hashes, no index addresses.
pins: $(READY)
	$(BIN)/uv pip compile --quiet --no-config pyproject.toml --all-extras --universal --generate-hashes \
	    --python-version 3.11 --no-header --no-annotate --upgrade --output-file requirements.txt

clean:
	rm -rf .venv demo runs .pytest_cache .ruff_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
