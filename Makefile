# Bumi's commands. `make` alone prints them; a target is described by the words after its ##.
# Stamps under .venv/ remember what is installed, so that a second set-up takes about a second.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-test system system-test model run desk up test net lint soak audit bench bench-publishing bench-search peers lock clean

UV := $(or $(shell command -v uv),.tools/bin/uv)
BIN := .venv/bin
# `make setup TORCH_BACKEND=cpu` takes the small torch build, which has no GPU libraries (200 MB instead of 4 GB);
# the choice is kept in .venv/ and holds for later commands too.
TORCH_BACKEND ?= $(or $(shell cat .venv/torch-backend 2>/dev/null),default)
# Nothing here needs the network once it is installed, and nothing reports to anybody.
export HF_HUB_OFFLINE := 1
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

help: ## print these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: system .venv/installed-$(TORCH_BACKEND) model ## install everything that `bumi` needs; fast the second time

run: setup ## draft, check and illustrate the sample briefs; APPROVE=1 publishes them too, DESK=1 opens the desk
	@$(BIN)/bumi demo $(if $(APPROVE),--approve) $(if $(DESK),--desk)

desk: setup ## open the web desk, until Ctrl-C
	@$(BIN)/bumi desk

up: setup ## draft and publish every minute, until Ctrl-C
	@$(BIN)/bumi up

test: setup-test ## lint, then every test; under CI=true a missing real part is a failure
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder # by folder: files of few slow tests are not last

net: setup-test ## compare drafts, findings, pages and answers with tests/net.txt; RECORD=1 writes it, ONLY=drafts takes a part
	@$(BIN)/python -m tests.net $(if $(RECORD),--record) $(if $(ONLY),--only $(ONLY))

lint: setup-test ## check style, format, types and the direction of imports
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

soak: setup-test ## run the property tests and the long harnesses whole: crashes, faults, runners
	@$(BIN)/pytest --hypothesis-profile=soak --timeout=0 -m 'hypothesis or soak'

audit: setup-test .venv/audit/ready ## score the samples' site, forms and desk by Lighthouse and axe; exit status 1 below a bar; RUNS=1 is quicker
	@$(BIN)/bumi demo --approve >/dev/null
	@PYTHONPATH=. $(BIN)/python -m bench.audit --runs $(or $(RUNS),3)

bench-search: setup-test .venv/pagefind/ready ## compare our search of the site with Pagefind, on fifty queries about a week's pieces
	@PYTHONPATH=. $(BIN)/python -m bench.week .bumi/week >/dev/null
	@PYTHONPATH=. $(BIN)/python -m bench.search .bumi/week bench/queries/week.yaml .venv/pagefind/bin/python

bench: setup peers .venv/peers/bin/llama .venv/peers/cards/node_modules ## measure speed and memory beside peers, on a machine that does nothing else
	@$(BIN)/python bench/checks.py .venv/peers-checks
	@$(BIN)/python bench/duplicates.py
	@PYTHONPATH=. $(BIN)/python bench/coverage.py
	@PYTHONPATH=. $(BIN)/python bench/claims.py
	@PYTHONPATH=. $(BIN)/python bench/growth.py
	@$(BIN)/python bench/writer.py .venv/peers/bin/python
	@$(BIN)/python bench/cards.py .venv/peers/cards

bench-publishing: setup-test .venv/aws/bin/aws ## measure publishing beside `aws s3 sync` and rclone, likewise
	@scripts/debian.sh rclone
	@PYTHONPATH=. $(BIN)/python bench/publishing.py .venv/aws/bin/aws

peers: .venv/peers-checks/ready ## install the other tools that `bumi eval checks` measures beside ours, apart

lock: $(UV) ## pin the newest versions that pyproject.toml allows, with hashes
	@scripts/lock.sh $(UV)

clean: ## remove what setup made; the database, the pages and the converted model stay
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup-test: system-test setup .venv/installed-test

system:
	@scripts/debian.sh libfribidi0 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ffmpeg

system-test:
	@scripts/debian.sh radosgw postgresql chromium tesseract-ocr tesseract-ocr-fas nginx openssl systemd logrotate gnupg age

model: .venv/installed-$(TORCH_BACKEND)
	@$(BIN)/bumi prepare

.tools/bin/uv:
	@scripts/uv.sh

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --python '>=3.12,<3.14' --no-python-downloads .venv

.venv/peers/bin/llama: | .venv/bin/python # peers are compiled here, and no part of Bumi
	@$(UV) venv --quiet --python .venv/bin/python --clear .venv/peers
	@VIRTUAL_ENV=.venv/peers $(UV) pip install llama-cpp-python
	@touch $@

.venv/aws/bin/aws: | .venv/bin/python
	@$(UV) venv --quiet --python .venv/bin/python --clear .venv/aws
	@VIRTUAL_ENV=.venv/aws $(UV) pip install awscli
	@touch $@

.venv/peers/cards/node_modules: | .venv/peers/bin/llama # what draws cards elsewhere, by npm
	@mkdir -p .venv/peers/cards && cd .venv/peers/cards && npm install --silent satori @resvg/resvg-js

.venv/audit/ready: | .venv/bin/python # the last Lighthouse that Debian's Node runs
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .venv/audit lighthouse@12.8.2
	@touch $@

.venv/pagefind/ready: | .venv/bin/python # a peer, and no part of Bumi
	@$(UV) venv --quiet --python .venv/bin/python --clear .venv/pagefind
	@VIRTUAL_ENV=.venv/pagefind $(UV) pip install --quiet 'pagefind[bin]==1.5.2'
	@touch $@

.venv/peers-checks/ready: | .venv/bin/python # an environment to throw away; npm may be missing
	@$(UV) venv --quiet --python .venv/bin/python --clear .venv/peers-checks
	@VIRTUAL_ENV=.venv/peers-checks $(UV) pip install --quiet hazm==0.12.1 shekar==1.7 rishe==0.5.1 parsikit==3.3
	@npm install --silent --no-audit --no-fund --prefix .venv/peers-checks virastar@0.22 || echo 'Virastar needs npm.'
	@touch $@

.venv/installed-$(TORCH_BACKEND): requirements.lock pyproject.toml scripts/install.sh | .venv/bin/python
	@rm -f .venv/installed-*
	@scripts/install.sh $(UV) $(TORCH_BACKEND)
	@touch $@

.venv/installed-test: requirements-test.lock | .venv/installed-$(TORCH_BACKEND)
	@scripts/install.sh $(UV) $(TORCH_BACKEND) requirements-test.lock
	@touch $@
