# Everything runs in .venv, which is made here: uv is installed into it, then the exact pins.
# A fresh machine needs Python 3.11 to 3.13 (with venv) and make, nothing else.

PYTHON ?= python3
UV_VERSION := 0.13.8
BIN := .venv/bin
READY := .venv/.ready
# Photos for `make bench`; empty: rendered fish.
DATA ?=

# One thread a kernel: two workers share two cores, and small tensors gain nothing from a second thread.
KERNEL := OMP_NUM_THREADS=1 PYTHONHASHSEED=0
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: demo test test-fast lint notebooks lectures build lab bench pins clean

demo: $(READY)
	$(BIN)/fishcourse demo --out demo

# Quick proofs first: style, notebooks and translations as their sources give them; then tests; then every lecture.
test: $(READY) lint notebooks
	$(PYTEST) tests --cov --cov-report=term:skip-covered --cov-fail-under=90
	$(MAKE) lectures

test-fast: $(READY) lint notebooks
	$(PYTEST) tests -m "not slow" -x

lint: $(READY)
	$(BIN)/ruff check helpers tests nbgrader_config.py course
	$(BIN)/ruff check --select F --ignore F811 source
	$(BIN)/ruff format --check helpers tests nbgrader_config.py
	$(BIN)/ruff format --check --line-length 100 course

notebooks: $(READY)
	$(BIN)/fishcourse check
	$(BIN)/fishcourse build --check

lectures: $(READY)
	$(KERNEL) $(BIN)/python -m pytest --nbval-lax -p tests.notebooks.limits -p no:cacheprovider \
	    -n 2 --dist loadfile --nbval-cell-timeout 300 course/*.ipynb course/vi/*.ipynb

build: $(READY)
	$(BIN)/fishcourse build

lab: $(READY)
	$(BIN)/fishcourse lab

bench: $(READY)
	$(BIN)/fishcourse bench splits --data "$(DATA)" --out runs/splits
	$(BIN)/fishcourse bench recipe --data "$(DATA)" --out runs/recipe
	$(BIN)/fishcourse bench train --data "$(DATA)" --out runs/train
	$(BIN)/fishcourse bench warmup --data "$(DATA)" --out runs/warmup
	$(BIN)/fishcourse bench data --out runs/stages
	$(BIN)/fishcourse bench grade --out runs/grade
	$(BIN)/fishcourse bench endurance --out runs/endurance

# --no-config keeps a machine's own uv settings from slipping in another torch build. --compile-bytecode: where
# PYTHONDONTWRITEBYTECODE is set, every process would compile torch's two thousand modules again.
$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info[:2] <= (3, 13) else "Python 3.11 to 3.13 is needed; set PYTHON=...")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv pip install --quiet --no-config --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --no-config --python $(BIN)/python --no-deps --editable .
	touch $@

# Renew the pins: every extra, every platform, hashes, no index addresses.
pins: $(READY)
	$(BIN)/uv pip compile --quiet --no-config pyproject.toml --all-extras --universal --generate-hashes \
	    --python-version 3.11 --no-header --no-annotate --upgrade --output-file requirements.txt

clean:
	rm -rf .venv demo runs collected reports .pytest_cache .ruff_cache .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
