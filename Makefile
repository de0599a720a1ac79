# `make` checks and tests; CI does so too, and runs `make hosts` before. The two commands for a fresh machine: `make demo` and `make test`.
PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTS ?= tests

.PHONY: all check format lint types floors fresh docs hosts datacontract audit test quick fix demo lock bench bench-profile bench-review bench-server clean

all: check test

check: format lint types floors fresh

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

format: $(INSTALLED)
	$(BIN)/ruff format --check server tests benchmarks docs evals

lint: $(INSTALLED)
	$(BIN)/ruff check server tests benchmarks docs evals

types: $(INSTALLED)
	$(BIN)/mypy

floors: $(INSTALLED)
	$(BIN)/lint-imports

# generated pages say what the commands and tools say, and the hosts' manifests what plugin.json says
fresh: $(INSTALLED)
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/manifests.py --check
	$(BIN)/python evals/cases.py --check

docs: $(INSTALLED)
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/manifests.py

# the command lines of the hosts and the protocol's own checks (1.4 GB from npm), for tests/hosts and tests/conformance;
# without them these tests are skipped by name
hosts: tests/hosts/node_modules/.installed

tests/hosts/node_modules/.installed: tests/hosts/package-lock.json
	npm ci --prefix tests/hosts --ignore-scripts --no-fund --no-audit
	touch $@

# the linter of the contract standard, in an environment of its own since its pins are not ours; without it its tests are
# skipped by name
DATACONTRACT := output/datacontract
datacontract: $(DATACONTRACT)/.installed

$(DATACONTRACT)/.installed:
	$(PYTHON) -m venv $(DATACONTRACT)
	$(DATACONTRACT)/bin/python -m pip install --quiet --disable-pip-version-check "datacontract-cli==1.2.8"
	touch $@

# every command that README, docs, skills and agents show, in a scratch folder
audit: $(INSTALLED)
	$(BIN)/mlwright audit --root .

test: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

# everything but the end-to-end runs
quick: $(INSTALLED)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow" $(TESTS)

fix: $(INSTALLED)
	$(BIN)/ruff check --fix server tests benchmarks docs evals
	$(BIN)/ruff format server tests benchmarks docs evals

demo: $(INSTALLED)
	$(BIN)/mlwright run examples/german_credit/credit.csv --target default --budget 30 \
		--goal "Predict which loan applicants will default (default = 2 means defaulted)"

# the exact versions that CI uses, from the ranges in pyproject.toml
lock:
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --upgrade pip
	$(VENV)-lock/bin/python -m pip install --quiet --group dev --editable ".[boost,arrow,xlsx,postgres,zstd]"
	$(VENV)-lock/bin/python -m pip freeze --exclude-editable > requirements.lock
	rm -rf $(VENV)-lock

bench: $(INSTALLED)
	$(BIN)/python benchmarks/end_to_end.py --keep output/benchmark
	$(BIN)/python benchmarks/peers.py output/benchmark

# time and memory of a profile beside reading the table once and beside other profilers; minutes, and a gigabyte of tables
bench-profile: $(INSTALLED)
	$(BIN)/python benchmarks/profile.py

# speed, memory and quality of the leakage reviewer, beside two peers in an environment of their own
bench-review: $(INSTALLED)
	$(BIN)/python benchmarks/leakage.py --peers output/review-peers

# start-up, memory and token ratios of the MCP server beside an empty one
bench-server: $(INSTALLED)
	$(BIN)/python benchmarks/server.py

clean:
	rm -rf $(VENV) output build dist
