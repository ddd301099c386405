# Two commands do everything on a machine with Python 3.11 or later, its venv module, git and make:
#
#   make demo    set up, then run the shipped comparison and write its report
#   make test    set up, then run every check: format, lint, types, layers, tests, documented examples
#
# The environment in .venv is made once and kept until pyproject.toml changes; the package is
# installed editable, so both commands always run the sources beside this file.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$python; break; }; done)

MODEL := models/field-hq/model.yaml
SCENARIOS := scenarios/payroll_centre.yaml scenarios/procurement_hubs.yaml
RESULTS := results/demo
REPLICATIONS ?= 10
JOBS ?= 2
PYTEST_OPTIONS ?=

.PHONY: help demo test check docs clean

help:
	@sed -n '3,4s/^# *//p' Makefile
	@echo "make docs    write the generated pages docs/kpis.md and docs/errors.md and the maps in docs/pictures again"
	@echo "make clean   remove the environment and all results"

demo: $(VENV)/ready
	$(BIN)/procsim validate $(MODEL) $(SCENARIOS)
	$(BIN)/procsim compare $(MODEL) $(SCENARIOS) --replications $(REPLICATIONS) --output $(RESULTS) --force
	$(BIN)/procsim show $(MODEL) --process payroll --output results/payroll.svg --force
	@echo
	@echo "Done. Open the report in a browser: $(RESULTS)/report.html"
	@echo "Its tables are in $(RESULTS)/tables; a map of today's payroll process is results/payroll.svg"

test: $(VENV)/ready-for-tests
	@$(MAKE) --no-print-directory check

# The checks alone, in an environment that is ready: quickest first.
check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(JOBS) --dist worksteal $(PYTEST_OPTIONS)

docs: $(VENV)/ready-for-tests
	$(BIN)/python -m tests.architecture.generated_docs
	$(BIN)/python -m tests.architecture.generated_pictures

clean:
	rm -rf $(VENV) results

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "procsim needs Python 3.11 or later: install python3 and python3-venv, or say make PYTHON=…" >&2; exit 2; }
	@echo "Making the environment $(VENV) and installing into it: a minute or two, once."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

# The extra 'cjk' is a font for Chinese labels; all else works without it.
define without_font
{ echo "The font of the extra 'cjk' cannot be had: going on without it." >&2; $(PIP) install --editable $(1); }
endef

$(VENV)/ready: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --editable '.[cjk]' || $(call without_font,.)
	@touch $@

$(VENV)/ready-for-tests: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install --editable '.[test,cjk]' || $(call without_font,'.[test]')
	@touch $(VENV)/ready $@
