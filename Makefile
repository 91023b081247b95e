# Needs make and Python 3.11 or newer; everything else goes into .venv.
ARGS ?=
RUN := .venv/bin/python -m
# One more than there are processors: tests wait for servers, browsers and databases.
WORKERS := $(shell n=$$(($$(getconf _NPROCESSORS_ONLN) + 1)); echo $$((n > 8 ? 8 : n)))
PYTEST := $(RUN) pytest -n $(WORKERS) --dist worksteal
SWEEPS := tests/sweeps tests/browser
# By their mark, so that none is left out; to collect all other tests too would take longer.
KILLS = $(shell grep -rl --include='test_*.py' 'mark\.crash' tests)
LOCK := $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header \
	$(UPGRADE) pyproject.toml

# What pytest rewrites is kept, or each of its processes would compile every test again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve test browser compiled lint audit types bench fmt lock

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/.demo ## A simulated company in your browser (ARGS="--no-serve": the report only)
	@exec $(RUN) revrise demo $(ARGS)

serve: .venv/.demo ## The web app and API on your own database, with a worker
	@exec $(RUN) revrise serve --with-worker $(ARGS)

test: .venv/.dev ## All that must hold: lint, types, tests, coverage, sizes
	@# Each of them takes one processor.
	@$(MAKE) --no-print-directory --jobs 4 lint types browser $(if $(ARGS),,compiled)
	$(if $(ARGS),$(PYTEST) $(ARGS),$(PYTEST) -p tests.support.counted -m "not crash" $(SWEEPS:%=--ignore=%))
	$(if $(ARGS),,$(RUN) slipcover --out build/lines.json --merge build/lines/*.json)
	@# Sweeps go over the same lines again for every person and page: no need to count them.
	$(if $(ARGS),,$(PYTEST) $(SWEEPS))
	@# Kills come two at a time: their moments are a share of an undisturbed run.
	$(if $(ARGS),,$(RUN) pytest -n 2 --dist worksteal -m crash $(KILLS))
	$(RUN) tools.sizes

browser: ## Finds or installs Chromium for the browser tests
	@sh tools/browser.sh >/dev/null

# Else each of the processes that test would compile all of it, at the same moment.
compiled: .venv/.dev
	@$(RUN) pytest --collect-only -qq >/dev/null || true

lint: .venv/.dev ## Style, layout and the direction of imports
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	.venv/bin/lint-imports
	@$(RUN) tools.secret_scan
	@mkdir -p build && .venv/bin/cyclonedx-py requirements requirements/server.txt --no-validate \
		--pyproject pyproject.toml --output-reproducible --output-file build/sbom.json 2>/dev/null \
		&& echo "SBOM: build/sbom.json"
	@$(RUN) tools.audit

audit: .venv/.dev ## Known vulnerabilities of every package; fails where nobody can be asked
	$(RUN) tools.audit --strict

types: .venv/.dev ## Static types
	$(RUN) mypy

bench: .venv/.dev ## Speed, as ratios within one run
	$(RUN) bench.run $(ARGS)

fmt: .venv/.dev ## Formats and mends what can be mended
	$(RUN) ruff check --fix-only .
	$(RUN) ruff format .

lock: .venv/.dev ## Pins every package again (UPGRADE=--upgrade takes newer ones)
	$(LOCK) --all-extras --group dev --output-file requirements/dev.txt
	$(LOCK) --extra cli --extra storage --extra policy --extra web --extra jobs --extra notify --extra sound \
		--group build --constraint requirements/dev.txt --output-file requirements/demo.txt
	$(LOCK) --extra all --group build --constraint requirements/dev.txt \
		--output-file requirements/server.txt
	grep -A 1000 '^uv==' requirements/dev.txt | awk 'NR > 1 && /^[a-z]/ { exit } 1' >requirements/uv.txt

.venv/.%: requirements/%.txt pyproject.toml tools/install.sh
	@sh tools/install.sh $*
