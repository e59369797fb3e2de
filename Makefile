# The whole road of a developer: make setup · run · test · check · bench · screenshots
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LIBRARIES := $(VENV)/.system-libraries

# Chromium refuses its own sandbox as root; nobody else goes without it.
ifeq ($(shell id -u),0)
AS_ROOT := QTWEBENGINE_DISABLE_SANDBOX=1
endif

OFFSCREEN := QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(AS_ROOT)
WORKERS ?= 2

.PHONY: help setup run test check format bench screenshots clean

help:
	@echo "make setup        make .venv and install what the console needs"
	@echo "make run          start the console (sets it up first; seconds the next time)"
	@echo "make test         every test, without a screen"
	@echo "make check        style, types, doors between the rooms"
	@echo "make format       put the source into the one agreed format"
	@echo "make bench        every benchmark, one after the other"
	@echo "make screenshots  pictures of every screen, both languages and themes, into docs/img"
	@echo "                  (TOWN=FILE, Columbus from OpenStreetMap: the imported town too)"
	@echo "make clean        remove .venv and everything the checks left behind"

setup: $(READY) $(LIBRARIES)

$(READY): pyproject.toml constraints.txt tools/make-venv.sh
	@PYTHON="$(PYTHON)" tools/make-venv.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint constraints.txt
	@$(BIN)/python -m compileall -q console main.py  # as a wheel's installer does: else each start might do it again
	@touch $@

# Without these Qt cannot be loaded (1: stop); lacking a screen or a font is only said (2), again at the next start.
$(LIBRARIES): $(READY) tools/system-libraries.sh
	@status=0; tools/system-libraries.sh $$(echo $(VENV)/lib/python3.*/site-packages/PySide6) || status=$$?; \
	case $$status in 0) touch $@ ;; 2) ;; *) exit $$status ;; esac

run: setup
	$(AS_ROOT) $(BIN)/python main.py $(ARGS)

# In their order: the windows' long ones first, the short ones last, so that no worker is left alone with a long one.
test: setup
	$(OFFSCREEN) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	@set -e; for script in tests/bench/*.py; do \
		[ -e "$$script" ] || continue; echo "── $$script"; PYTHONPATH=. $(OFFSCREEN) $(BIN)/python "$$script"; \
	done

screenshots: setup
	@$(OFFSCREEN) $(BIN)/python tools/screenshots.py docs/img $(if $(TOWN),--town "$(TOWN)")

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
