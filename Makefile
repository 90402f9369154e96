# Every command there is. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
CASES ?= 1000
EVENTS ?= 20
SEED ?= 1
SIZES ?= 1000 10000 100000
ON ?= both
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -q -p no:cacheprovider
ON_BOTH := tests/records tests/edges tests/matrix
MAIN_JOB := tests/journeys/test_main_job.py
SIDE_BY_SIDE := -n 2 --dist loadgroup
export PYTHONUNBUFFERED := 1
# What was compiled once is kept: else each server, job and command that a run starts compiles anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:
	@$(PYTHON) scripts/setup.py

run: setup ## Set up what is missing, then serve the demo municipality (PORT=8000)
	@PORT=$(PORT) $(PY) -m scripts.run

fresh: setup ## Throw the demo's data away, make a new municipality as of today, and serve it
	@PORT=$(PORT) $(PY) -m scripts.run --fresh

demo: setup ## Make the demo municipality where the database is empty, and stop
	@PORT=$(PORT) $(PY) -m scripts.run --prepare-only

demo-data: setup ## Fill an empty database: CASES=100000 (EVENTS=20 SEED=1 ANCHOR=2026-11-24 FRESH=1 JSON=file)
	@HJEMMEBANE_DEMO=1 $(PY) -m scripts.demo_data --cases $(CASES) --events $(EVENTS) --seed $(SEED) \
	  $(if $(ANCHOR),--anchor $(ANCHOR)) $(if $(FRESH),--fresh) $(if $(JSON),--json $(JSON))

test: setup check ## Set up, check, then every test on SQLite, the browser journeys last
	@rm -f var/tests/sqlite.txt
	@COUNT_TESTS=1 $(PYTEST) -n 2 --ignore=tests/house --ignore=tests/journeys
	@COUNT_TESTS=1 $(PYTEST) $(SIDE_BY_SIDE) tests/journeys

test-postgres: setup ## Every test that touches a database, and the main journey, on a real PostgreSQL 15
	@rm -f var/tests/postgresql.txt
	@COUNT_TESTS=1 $(PY) scripts/postgres.py --forgetful $(PYTEST) -n 2 $(ON_BOTH)
	@COUNT_TESTS=1 $(PY) scripts/postgres.py --forgetful $(PYTEST) $(SIDE_BY_SIDE) $(MAIN_JOB)
	@$(PY) scripts/same_tests.py

check: setup ## Format, lint, types, then the house: contracts, migrations, budgets, words, retention
	@$(PY) -m ruff format --check --quiet . && $(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@$(PYTEST) -n 2 tests/house

fix: setup ## Let the machine put right what it can: format, order of imports, simple lint
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet .

walk: setup ## Walk the main job in a headless browser, a picture of each step under var/walk/
	@$(PY) -m scripts.walk

bench: setup ## What calls and pages cost, as JSON (SIZES="1000 10000" ON=sqlite|postgres|both JSON=folder)
	@PY="$(PY)" ON="$(ON)" JSON="$(JSON)" sh scripts/bench.sh --sizes $(SIZES)

fuzz: setup ## Drive the API with what its own description allows and forbids, for about a minute (ON=postgres)
	@$(if $(filter postgres,$(ON)),$(PY) scripts/postgres.py )$(PY) -m scripts.fuzz

requirements: setup ## Name the tests of each promise (MISSING=1: those without; SAMPLE=10: break ten, demand red)
	@$(PY) -m scripts.requirements $(if $(MISSING),--missing) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

catalogue: setup ## Hold catalogue/ against its schemas and work every example in it
	@$(PYTEST) -n 2 tests/catalogue

messages: setup ## Bring locale/ up to date with every marked word; what has no words yet is counted
	@$(PY) -m scripts.messages

publish: setup ## Freeze versions of the catalogue in catalogue/lock.json (KEY=home-support, KEY=all)
	@$(PY) -m hjemmebane.catalogue publish "$(KEY)"

lock: setup ## Choose newest allowed versions anew and write requirements/*.txt
	@for name in base dev; do $(PY) -m uv pip compile requirements/$$name.in --upgrade --quiet --universal \
	  --python-version 3.11 --generate-hashes --no-header -o requirements/$$name.txt; done

licences: setup ## List what the product stands on, with licences, in docs/dependencies.md
	@$(PY) -m scripts.licences

verify-audit: setup ## Prove that nothing logged was altered, removed, swapped or put in (HEADS=copy of the heads file)
	@$(PY) manage.py verify_audit $(if $(HEADS),--heads $(HEADS))

verify-deadlines: setup ## Reckon every deadline anew from what happened; name each that was kept otherwise
	@$(PY) manage.py verify_deadlines

backup: setup ## Make an encrypted backup while everybody works on (TO=folder, KEEP=newest to keep)
	@$(PY) manage.py backup $(if $(TO),--to "$(TO)") $(if $(KEEP),--keep $(KEEP))

restore: setup ## Restore a backup (FROM=file; CHECK=yes only reads it, FORCE=yes puts aside what is there)
	@$(PY) manage.py restore "$(FROM)" $(if $(CHECK),--check) $(if $(FORCE),--force)

rotate-keys: setup ## Add a key of each kind to the key ring and seal numbers and files again with them
	@$(PY) manage.py keys rotate

drill-restore: setup ## Back up among writers, change keys, restore into an empty place, on both databases
	@$(PY) -m scripts.drill_restore
	@$(PY) scripts/postgres.py $(PY) -m scripts.drill_restore

torture: setup ## Kill workers, jobs and database under writers, on both databases (SHORT=1; JSON=folder)
	@$(PY) -m scripts.torture $(if $(SHORT),--short) $(if $(JSON),--json $(JSON)/torture-sqlite.json)
	@$(PY) -m scripts.torture --database postgresql $(if $(SHORT),--short) \
	  $(if $(JSON),--json $(JSON)/torture-postgresql.json)

drill-pitr: setup ## PostgreSQL back to the moment before a harmful thing was done (JSON=file)
	@$(PY) -m scripts.drill_pitr $(if $(JSON),--json $(JSON))

drill-failover: setup ## Kill the leader of three PostgreSQL nodes under writers; count what is lost (JSON=file)
	@$(PY) -m scripts.drill_failover $(if $(JSON),--json $(JSON))
