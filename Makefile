# Two commands do everything: `make run` and `make test`. The others are short names for the command itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: run install test lint ask chat model clean

run: install
	@$(BIN)/hoiphuong run

ask: install
	@$(BIN)/hoiphuong ask "$(q)"

chat: install
	@$(BIN)/hoiphuong chat

install: $(VENV)/installed $(if $(HOIPHUONG_MODEL),$(VENV)/models)

test: $(VENV)/tested lint
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/tested
	@$(BIN)/ruff check .
	@$(BIN)/mypy

clean:
	rm -rf $(VENV) build dist *.egg-info

# A stamp a step, so that nothing is installed twice; a changed pyproject.toml installs again.
$(VENV)/installed: pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@echo "Đang cài đặt Hỏi Phường (chỉ lần đầu)…"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/models: $(VENV)/installed
	@echo "Đang cài đặt sentence-transformers…"
	@$(PIP) install torch==2.13.0
	@$(PIP) install --editable '.[models]'
	@touch $@

$(VENV)/tested: $(VENV)/models
	@$(PIP) install --editable '.[models,test]'
	@touch $@
