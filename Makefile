# Everything a newcomer and CI type. Nothing beyond Python 3.11+ is needed: .venv brings its own uv, Kafka, Java and Postgres.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
STAMP := $(VENV)/.synced
FAULTS := PYTHONPATH=shared/tests/kit:tests/fault $(BIN)/python -m harness
MEMBERS := $(sort $(patsubst %/,%,$(dir $(wildcard shared/pyproject.toml services/*/pyproject.toml deploy/*/pyproject.toml))))
EDITABLE := $(foreach member,$(MEMBERS),-e ./$(member))
# A checkout that was copied or moved carries a .venv that points to the old place: its stamp names another folder.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
$(shell rm -f $(STAMP))
endif

# What is imported is compiled once for all processes, also where the surroundings say that nothing may be kept.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo up down status test dev lint bench drill faults faults-selftest lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | \
	  while IFS='|' read -r target text; do printf '%-20s %s\n' "$$target" "$$text"; done

demo: $(STAMP) ## Set everything up, start the four services, drive one case through all of them
	$(BIN)/throughline demo

up: $(STAMP) ## Start Kafka, Postgres, traces and the services in the background (DOCKER=1: in containers)
	$(BIN)/throughline up $(if $(ONLY),--only $(ONLY)) $(if $(DOCKER),--docker)

down: $(STAMP) ## Stop everything; data stays in var/
	$(BIN)/throughline down

status: $(STAMP) ## Show what runs, where, and its log
	$(BIN)/throughline status

test: $(STAMP) ## Run all tests, by two workers (WORKERS=3 for more; ARGS="-k name -x" is passed on)
	$(BIN)/pytest -n $(WORKERS) --no-loadscope-reorder $(ARGS)

dev: $(STAMP) ## Run one service with reload against the running stack: make dev SERVICE=legal
	$(BIN)/throughline dev $(SERVICE)

lint: $(STAMP) ## Style, format, types and import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## Measure (ONLY=name for one measurement)
	$(BIN)/throughline bench $(ONLY)

drill: $(STAMP) ## Set one service's database back to a backup and bring it forward (SERVICE=legal)
	$(BIN)/throughline drill $(if $(SERVICE),--service $(SERVICE))

faults: $(STAMP) ## Try to lose, double or disorder something on real processes (MINUTES=n, SEED=n repeats a run)
	$(FAULTS) $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(ARGS)

faults-selftest: $(STAMP) ## Three builds that break a promise, each of which `make faults` has to catch
	$(FAULTS) --selftest

lock: $(STAMP) ## Compile requirements.lock again after a change of dependencies
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header -q --group dev shared/pyproject.toml \
	  deploy/imports/pyproject.toml services/reporting/pyproject.toml --no-emit-package throughline \
	  --python-version 3.11 -o requirements.lock

clean: ## Stop everything and remove data, environment and caches
	@if [ -e var/compose.env ]; then $(BIN)/throughline down --volumes; fi
	@if [ -e var/stack.json ]; then $(MAKE) down; fi
	rm -rf var $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +



$(STAMP): requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(MEMBERS))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Throughline needs Python 3.11 or newer as $(PYTHON); name another one with make PYTHON=/path/to/python3."; exit 1; }
	@test "$$($(BIN)/python -c 'import sys; print(sys.prefix)' 2>/dev/null)" = "$(CURDIR)/$(VENV)" || $(PYTHON) -m venv --clear $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet "$$(grep -oE '^uv==[0-9.]+' requirements.lock)"
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation $(EDITABLE)
	@printf '%s' "$(CURDIR)" > $(STAMP)
