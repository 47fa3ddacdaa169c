# make demo       a small news site with every block, on http://localhost:8000
# make frontend   the same site headless, beside it: http://localhost:4321
# make test       all tests, the browser's included
#
# They keep what they need in .venv, and in node_modules of the headless site. Remove
# these to start afresh.

PYTHON ?= python3
PORT ?= 8000
FRONTEND_PORT ?= 4321
WAGTAIL_URL ?= http://localhost:$(PORT)
PYTEST_ARGS ?=

# The example site's database is SQLite unless DATABASE_URL names another.
driver_postgres = 'psycopg[binary]>=3.2'
driver_postgresql = $(driver_postgres)
driver_mysql = 'mysqlclient>=2.2.7'
scheme := $(firstword $(subst :, ,$(DATABASE_URL)))
installed := .venv/installed$(addprefix -,$(scheme))

frontend := example_project/frontend
packages := $(frontend)/node_modules/.package-lock.json
export ASTRO_TELEMETRY_DISABLED = 1

.PHONY: demo frontend test
demo: export BASE_URL = http://localhost:$(PORT)
demo: export FRONTEND_URL = http://localhost:$(FRONTEND_PORT)
demo: $(installed)
	.venv/bin/python example_project/manage.py migrate --verbosity 0
	.venv/bin/python example_project/manage.py fill_demo
	.venv/bin/python example_project/manage.py runserver $(PORT)

frontend: export HOST = localhost
frontend: $(packages)
	cd $(frontend) && WAGTAIL_URL=$(WAGTAIL_URL) npm run --silent build
	cd $(frontend) && PORT=$(FRONTEND_PORT) npm run --silent start

# Without npm, the headless site's own tests are skipped.
test: $(installed) $(if $(shell command -v npm),$(packages))
	@.venv/bin/python tests/browser/chromium.py
	.venv/bin/python -m pytest --numprocesses auto --maxprocesses 4 $(PYTEST_ARGS)

$(packages): $(frontend)/package.json $(frontend)/package-lock.json
	@command -v npm >/dev/null || { \
	  echo 'The headless site needs Node.js 20 or newer with npm: https://nodejs.org/'; \
	  exit 1; }
	cd $(frontend) && npm ci --no-audit --no-fund
	@touch $@

$(installed): setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
	  echo 'This needs Python 3.10 or newer. Name one: make PYTHON=/path/to/python3'; \
	  exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo 'This Python cannot make environments. On Debian: apt-get install python3-venv'; \
	  exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --editable '.[test]' $(driver_$(scheme))
	@touch $@
