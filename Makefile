# Everything a checkout can do. Each target makes the environment it needs in .venv; nothing but Python 3.11+, git and
# make must be there before. Another Python: make test PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
FUZZ := .venv-fuzz
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types imports generate drift wheel-test check-extra try-vscode bench fuzz ci lock clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

demo: $(VENV)/.installed ## Lint the sample, then a copy of it with three faults in it
	@$(PY) tools/demo.py

test: $(VENV)/.installed ## Run the tests
	@$(PY) -m pytest

lint: $(VENV)/.installed ## Check style and likely bugs
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

format: $(VENV)/.installed ## Mend what the linter can mend
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

types: $(VENV)/.installed ## Check types
	@$(PY) -m mypy

imports: $(VENV)/.installed ## Check that imports only go down (the contracts stand in pyproject.toml)
	@$(VENV)/bin/lint-imports --no-cache --no-logo

generate: $(VENV)/.installed ## Write what is generated from the code: schemas and pages of the documentation
	@$(PY) tools/generate.py

drift: $(VENV)/.installed ## Fail when `make generate` would change a file
	@$(PY) tools/drift.py

wheel-test: $(VENV)/.installed ## Build and install the package in every way, and run each on a copy of the sample
	@$(PY) tools/wheel_test.py

check-extra: $(VENV)/.installed ## Checks that need Node or a browser
	@$(PY) tools/check_extra.py

try-vscode: $(VENV)/.installed ## Use the extension in a real VS Code in a browser, and take pictures; needs npm and Chromium
	@$(PY) tests/extra/try_vscode.py build/try-vscode

bench: $(VENV)/.installed ## Measure speed against other linters, and write docs/performance.md; a quarter of an hour
	@$(PY) bench/compare.py

fuzz: $(FUZZ)/.locked ## Look for input that breaks aimslint: SECONDS=60 SEED=0; finds go to fuzz/finds
	@$(FUZZ)/bin/python fuzz/run.py loader --seconds $$(($(SECONDS) / 4)) --seed $(or $(SEED),0)
	@$(FUZZ)/bin/python fuzz/run.py check --seconds $$(($(SECONDS) * 3 / 4)) --seed $(or $(SEED),0)
	@! ls fuzz/finds/* 2>/dev/null || { echo "fuzz: these broke aimslint; docs/fuzzing.md says what to do with them" >&2; exit 1; }

ci: ## Everything that must pass before a change is merged
	@.ci/run

lock: ## Resolve requirements/*.txt anew with Python 3.11; UPGRADE=1 takes newer versions
	@$(PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)

clean: ## Remove the environment and what tools leave behind
	rm -rf $(VENV) $(FUZZ) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment is made anew only when the lock changes; aimslint itself is linked into it, not copied.
$(VENV)/.locked: requirements/dev.txt tools/make_venv.py
	@command -v $(PYTHON) >/dev/null || { echo "setup: there is no $(PYTHON); install Python 3.11 or newer" >&2; exit 2; }
	@$(PYTHON) tools/make_venv.py $(VENV) requirements/dev.txt
	@touch $@

$(FUZZ)/.locked: requirements/fuzz.txt tools/make_venv.py
	@$(PYTHON) tools/make_venv.py $(FUZZ) requirements/fuzz.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@
