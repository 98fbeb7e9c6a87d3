# make run · upgrade · test · check · bench · format · catalogue · screenshots · pictures · lock

PYTHON ?= python3
BIN := .venv/bin
VAR ?= var

# Where images of containers turn this off, each worker and each server of the tests would compile all files anew.
test check: export PYTHONDONTWRITEBYTECODE =

ifdef PORT
export SITE_URL := http://127.0.0.1:$(PORT)
endif

.PHONY: run upgrade prepare test check bench lock format catalogue screenshots pictures

run: .venv/installed $(VAR)/newsstep.env
	@$(MAKE) -s -j2 $(VAR)/static/staticfiles.json prepare
	@exec $(BIN)/gunicorn -c newsstep/gunicorn.py newsstep.wsgi

# Scripts, style sheets and the check of HTML need Node: who has none runs all the rest, but where nothing may be left out it fails.
NODE := $(shell command -v npm)
BIOME = tests/node_modules/.bin/biome check --config-path=tests/biome-settings.jsonc --error-on-warnings static tests/scripts
ifdef NODE
with_node = $(1)
check format test: tests/node_modules/installed
else
with_node = echo "Not checked: scripts and style sheets, for npm is missing: apt install nodejs npm"; [ -z "$$REQUIRE_EVERY_TEST" ]
endif

prepare:
	@$(BIN)/python manage.py prepare

# After the files of a new version were put over the old ones; OPTIONS="--backup /backup" goes to the command.
upgrade: .venv/installed $(VAR)/newsstep.env
	@$(BIN)/python manage.py upgrade $(OPTIONS)

# Everything on SQLite; where a PostgreSQL server is found, there too what a database can change.
test: .venv/installed-tests
	@$(call with_node,node --import ./tests/scripts/modules.js --test --test-reporter=spec tests/scripts/*.test.js)
	@$(BIN)/python -m pytest -n auto --dist worksteal
	@$(BIN)/python -m tests.postgresql -n auto --dist worksteal

check: .venv/installed-tests $(VAR)/newsstep.env
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/djade --target-version 5.2 --check $$(find templates/admin -name '*.html')
	@$(call with_node,$(BIOME))
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m pytest tests/test_catalogue.py
	@SITE_URL=https://news.example.com $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-tests
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djade --target-version 5.2 $$(find templates/admin -name '*.html') || true
	@$(call with_node,$(BIOME) --write)

# Reads the words of the program anew and compiles the Korean ones; needs gettext.
catalogue: .venv/installed-tests
	@$(BIN)/python manage.py makemessages -l ko --no-location --no-obsolete -i .venv -i var -i tests
	@$(BIN)/python manage.py compilemessages -i .venv

LOCK = $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	pyproject.toml --extra postgresql
lock: .venv/installed-tests
	@$(LOCK) -o requirements.txt
	@$(LOCK) --extra s3 -o requirements-s3.txt
	@$(LOCK) --extra s3 --group dev -o tests/requirements.txt
	@$(call with_node,npm install --prefix tests --package-lock-only --silent)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsstep needs Python 3.11 or newer: PYTHON=python3.12 make run")'
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing…"
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-tests: tests/requirements.txt .venv/installed
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

tests/node_modules/installed: tests/package-lock.json
	@npm ci --prefix tests --ignore-scripts --silent --no-audit --no-fund
	@touch $@

$(VAR)/newsstep.env:
	@mkdir -p $(VAR)
	@echo "SITE_URL=http://127.0.0.1:8000" > $@

$(VAR)/static/staticfiles.json: .venv/installed $(VAR)/newsstep.env $(shell find static -type f)
	@$(BIN)/python manage.py collectstatic --noinput -v0
	@touch $@

# Builds archives under var/bench and measures the paper beside what the machine can do; needs wrk.
bench: .venv/installed-tests
	@$(BIN)/python -m tests.bench.run

# The pictures of the README.
screenshots: .venv/installed-tests
	@SCREENSHOTS=1 $(BIN)/python -m pytest tests/test_demo.py -k pictures_of_the_readme

# How each kind of page looks, which the tests hold it against.
pictures: .venv/installed-tests
	@PICTURES=1 $(BIN)/python -m pytest tests/test_pictures.py
