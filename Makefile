# make run · make demo · make test · make check · make bench · make clean
#
# The environment is made in .venv with whatever Python >= 3.11 is there; PYTHON=… names another.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	&& { echo $$p; break; }; done)
BIN := .venv/bin

.PHONY: run demo test check bench format clean

run: .venv/run
	@$(BIN)/python -m bot run

demo: .venv/run
	@$(BIN)/python -m bot demo

test: .venv/dev
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

check: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy benchmarks

# pip before 24 stops at an extra that two packages spell differently (lxml[html-clean]).
bench: .venv/dev
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=24'
	@$(BIN)/pip install --quiet --editable '.[bench]'
	@$(BIN)/python benchmarks/digest.py
	@$(BIN)/python benchmarks/messages.py
	@$(BIN)/python benchmarks/delivery.py
	@$(BIN)/python benchmarks/pickup.py
	@$(BIN)/python benchmarks/briefing_times.py
	@$(BIN)/python benchmarks/stories.py
	@$(BIN)/python benchmarks/search.py

format: .venv/dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/run: $(BIN)/pip pyproject.toml
	@echo "Installing Mujaz into .venv …"
	@$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/dev: $(BIN)/pip pyproject.toml
	@echo "Installing Mujaz and its tests' needs into .venv …"
	@$(BIN)/pip install --quiet --editable '.[dev,postgres]'
	@touch .venv/run $@

# Debian keeps ensurepip in a package of its own; pip from outside or uv can do without it.
$(BIN)/pip:
	@test -n "$(PYTHON)" || { echo "Mujaz needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 \
		|| { rm -rf .venv; $(PYTHON) -m virtualenv --quiet .venv 2>/dev/null; } \
		|| { rm -rf .venv; uv venv --quiet --seed --python $(PYTHON) .venv 2>/dev/null; } \
		|| { rm -rf .venv; $(PYTHON) -m venv --without-pip .venv 2>/dev/null && $(PYTHON) -m pip --python .venv/bin/python install --quiet pip 2>/dev/null; } \
		|| { rm -rf .venv; echo "$(PYTHON) cannot make an environment with pip in it; install python3-venv (Debian, Ubuntu) or uv" >&2; exit 1; }
