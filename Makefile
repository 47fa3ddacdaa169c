# make demo   a small news site with every block, on http://localhost:8000
# make test   all tests, the browser's included
#
# Both keep what they need in .venv. Remove it to start afresh.

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?=

# The example site's database is SQLite unless DATABASE_URL names another.
driver_postgres = 'psycopg[binary]>=3.2'
driver_postgresql = $(driver_postgres)
driver_mysql = 'mysqlclient>=2.2.7'
scheme := $(firstword $(subst :, ,$(DATABASE_URL)))
installed := .venv/installed$(addprefix -,$(scheme))

.PHONY: demo test
demo: export BASE_URL = http://localhost:$(PORT)
demo: $(installed)
	.venv/bin/python example_project/manage.py migrate --verbosity 0
	.venv/bin/python example_project/manage.py fill_demo
	.venv/bin/python example_project/manage.py runserver $(PORT)

test: $(installed)
	@.venv/bin/python tests/browser/chromium.py
	.venv/bin/python -m pytest --numprocesses auto --maxprocesses 4 $(PYTEST_ARGS)

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
