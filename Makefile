# Everything runs in a virtual environment of its own; the first verb makes it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help demo test check golden bench serve clean

help:
	@echo "make demo    run the bundled chatbot: assign, welcome, refresh"
	@echo "make test    pass the tests"
	@echo "make check   what CI runs before them: ruff, mypy, import-linter"
	@echo "make bench   conversations and requests per second, against floors of the same run"
	@echo "make golden  write the golden transcripts and the README's table anew; review the diff"
	@echo "make serve   serve Wati and Zoho on http://127.0.0.1:8080"

$(BIN)/wati-sandbox: pyproject.toml
	@echo "setting up $(VENV), once, in about half a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(BIN)/wati-sandbox
	@$(BIN)/wati-sandbox demo

test: $(BIN)/wati-sandbox
	$(BIN)/python -m pytest -n auto

check: $(BIN)/wati-sandbox
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: $(BIN)/wati-sandbox
	$(BIN)/python -m pytest tests/golden tests/cli/test_cli_operations.py --update-golden

bench: $(BIN)/wati-sandbox
	$(BIN)/python -m tests.bench

serve: $(BIN)/wati-sandbox
	$(BIN)/wati-sandbox serve

clean:
	rm -rf $(VENV)
