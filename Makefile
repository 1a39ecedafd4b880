# Needs Python 3.11 or newer, make and git; the environment is made in .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PATHS ?=

.DEFAULT_GOAL := help
.PHONY: run test bench bench-layout bench-matching bench-compare bench-scale bench-start fuzz soak lint format docs docs-fill readme lock clean help

help:           ## list the targets
	@grep -E '^[a-z-]+: .*##|^[a-z-]+: +##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | sort

run: .venv/.run ## read the sample plans in corpus/ and write the data set into outputs/
	$(BIN)/planspor run corpus --out outputs
	@$(BIN)/python notebooks/first_look.py outputs

test: .venv/.dev lint ## all checks and the whole test suite
	$(BIN)/python -m pytest --numprocesses auto

bench: .venv/.dev ## how fast: pages a second, beside PDFium and pdfplumber on the same files
	$(BIN)/python benchmarks/bench.py $(PATHS)

bench-layout: .venv/.layout ## how well: F1 on 200 generated plans of known truth, by trait of their layout, and on 60 of layouts apart
	$(BIN)/python benchmarks/bench_layout.py $(if $(FOLDER),--folder $(FOLDER))
	$(BIN)/python benchmarks/bench_layout.py --unseen $(if $(FOLDER),--folder $(FOLDER))

bench-matching: .venv/.dev ## how well: initiatives that are about the same thing, on labelled pairs; FOLDER=gold/ for more of them
	$(BIN)/python benchmarks/matching.py $(FOLDER)

bench-compare: .venv/.dev ## what comparing costs: 10,000, 30,000 and 100,000 made-up initiatives
	$(BIN)/python benchmarks/bench_compare.py

bench-start: .venv/.dev ## how long the command line takes to its help, and to the first page
	$(BIN)/python benchmarks/bench_start.py

bench-scale: .venv/.dev ## whether cost grows with the archive: 100, 1,000 and 10,000 plans
	$(BIN)/python benchmarks/bench_scale.py

fuzz: .venv/.dev ## 5,000 broken PDFs through the batch, then ten minutes for each parser (with atheris, if it is installed)
	$(BIN)/python benchmarks/fuzz.py

soak: .venv/.dev ## the same archive again and again for HOURS (1): memory and open files may not grow
	$(BIN)/python benchmarks/bench_scale.py --soak $(or $(HOURS),1)

lint: .venv/.dev ## ruff, mypy and the import contract
	$(BIN)/ruff check .
	MYPYPATH=.venv/typed $(BIN)/mypy -p planspor.models -p planspor.extractors -p planspor.pipeline -m planspor
	$(BIN)/lint-imports

format: .venv/.dev ## lay out the code
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

docs: .venv/.dev ## build the documentation into build/site/; write outputs/README.md anew from models/tables.py
	$(BIN)/python -m planspor.pipeline.dictionary > outputs/README.md
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "Open build/site/index.html"

docs-fill: .venv/.dev ## fill docs/ with what the commands print today, and make its pictures anew (needs Chromium)
	$(BIN)/planspor run corpus --out outputs
	$(BIN)/python .ci/readme.py docs/tutorial.md docs/method.md
	$(BIN)/python docs/make_pictures.py

readme: .venv/.dev ## fill README.md with what the commands print today
	$(BIN)/python .ci/readme.py

lock: .venv/.dev ## pin anew all that is installed
	$(BIN)/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); print(*p['project']['dependencies'], *p['build-system']['requires'], sep='\n')" > .venv/run.in
	$(BIN)/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); print('-r run.in', *p['dependency-groups']['dev'], sep='\n')" > .venv/dev.in
	$(BIN)/pip-compile $(COMPILE) --output-file requirements.lock .venv/run.in
	$(BIN)/pip-compile $(COMPILE) --constraint requirements.lock --output-file requirements-dev.lock .venv/dev.in

COMPILE := --quiet --upgrade --allow-unsafe --no-header --no-annotate --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.venv/.layout: .venv/.dev corpus/requirements.txt
	$(PIP) install --requirement corpus/requirements.txt
	@touch $@

clean:          ## remove the environment and the caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	$(PIP) install --requirement requirements-dev.lock
	@# mypy finds a package by the name of its folder, whatever the checkout is called.
	@mkdir -p .venv/typed && ln -sfn "$(CURDIR)" .venv/typed/planspor
	@touch $@
