# make graph   reads corpus/ and writes out/storygraph.html and out/storygraph.json
# make test    installs what the tests need and runs them all
# make check   formatting, lint, types
# make bench   accuracy on the demo corpus, speed and size of pipeline and page

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: graph test check bench clean

graph: $(VENV)/.installed
	$(BIN)/storygraph build corpus/ -o out/storygraph.html -o out/storygraph.json
	@echo "Open out/storygraph.html in a browser; out/storygraph.json is the same graph as data."

test: $(VENV)/.test-installed
	@$(BIN)/python -m tests.chromium
	$(BIN)/ruff format --check src tests training benchmarks
	$(BIN)/ruff check src tests training benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: $(VENV)/.test-installed
	$(BIN)/ruff format --check src tests training benchmarks
	$(BIN)/ruff check src tests training benchmarks
	$(BIN)/mypy

bench: $(VENV)/.test-installed
	$(BIN)/storygraph build corpus/ -q -o out/storygraph.json
	$(BIN)/storygraph eval out/storygraph.json benchmarks/gold/tuned
	$(BIN)/storygraph eval out/storygraph.json benchmarks/gold/held_out
	$(BIN)/python -m benchmarks.pipeline
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.explorer

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "storygraph needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test-installed: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache
