# Two commands do everything on a fresh machine with Python 3.11: `make demo` and `make test`.
PYTHON ?= python3.11
BIN := .venv/bin
export ORT_DISABLE_TELEMETRY := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help demo test check lint types imports unit browser screenshots clean

help:
	@echo "make demo   set up and pre-screen a sample case"
	@echo "make test   set up and run lint, types, import contracts and all tests"
	@echo "make browser  Chromium and a Chinese font for the tests of the screens (part of make test)"
	@echo "make screenshots  the pictures of the screens in samples/screens, from a service of its own"
	@echo "make clean  remove the virtual environment and all output"

.venv/run: pyproject.toml constraints.txt
	@echo "setting up .venv: 1.3 GB of wheels, once; this takes some minutes and says nothing"
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

# Files of tests are shared by as many processes as there are cores, four at most (each may hold nets and servers).
unit: .venv/dev browser
	$(BIN)/pytest --numprocesses logical --maxprocesses 4 --dist loadfile

# Where it cannot be had, the tests of the screens skip (and fail where CI=true).
browser: .venv/dev
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . && exit 0; \
	how="apt-get install chromium fonts-noto-cjk fontconfig"; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null \
	  || $(BIN)/playwright install --with-deps chromium || echo "no Chromium: $$how"; \
	else echo "no Chromium or no Chinese font; the tests of the screens need: $$how"; fi

screenshots: .venv/dev
	$(BIN)/python -m samples.screenshots samples/screens

clean:
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
