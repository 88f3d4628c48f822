# Two commands do everything on a fresh machine with Python 3.11: `make demo` and `make test`.
PYTHON ?= python3.11
BIN := .venv/bin
export ORT_DISABLE_TELEMETRY := 1

.PHONY: help demo test check lint types imports unit clean

help:
	@echo "make demo   set up and pre-screen a sample case"
	@echo "make test   set up and run lint, types, import contracts and all tests"
	@echo "make clean  remove the virtual environment and all output"

.venv/run: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/run pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: .venv/run
	@$(BIN)/yushen check samples/demo --registry samples/registry.csv --out out/demo; status=$$?; \
	case $$status in 0|10|20) exit 0;; *) exit $$status;; esac

test: check

check: lint types imports unit

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

imports: .venv/dev
	$(BIN)/lint-imports

unit: .venv/dev
	$(BIN)/pytest

clean:
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
