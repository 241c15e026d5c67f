# `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup setup-browser run test test-hard widget lint train shell check bench bench-latency bench-long bench-door bench-reading bench-understanding bench-directory bench-widget dev-numbers mutants lock
PYTHON := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 24

setup: ## Make .venv from the lock (run and test do this by themselves)
	@tools/setup

setup-browser: ## Chromium, Node and the packages by which the widget is built and tested (test does this by itself)
	@tools/setup-browser

run: setup ## Train if needed, then serve on http://127.0.0.1:8000
	@exec $(PYTHON) -m sendguide run

test: setup setup-browser lint train ## Everything that CI runs: style, types, content, and all tests
	@tools/test

test-hard: setup setup-browser ## The long tests: 25 kills, 10,000 requests against the API's description (about 7 minutes)
	@GUIDE_TEST_CASES=2500 $(PYTHON) -m pytest --hard -s tests/hard tests/channel/test_openapi.py

widget: setup ## Build the chat window into widget/dist, with its words (AGAIN=1: a version that nobody uses yet)
	@tools/setup-browser --no-browser
	@$(PYTHON) -m sendguide widget-texts
	@cd widget && node build.mjs $(if $(AGAIN),--again)

lint: setup ## Style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@if [ -x widget/node_modules/.bin/tsc ]; then cd widget && node_modules/.bin/tsc; fi

train: setup ## Train the model if it is older than its inputs
	@$(PYTHON) -m sendguide train

shell: setup ## Talk to the guide in the terminal, with explanations
	@$(PYTHON) -m sendguide shell --explain

check: setup ## What an editor has to mend: file, line and remedy
	@$(PYTHON) -m sendguide check

dev-numbers: setup ## Accuracy on the 313 development questions, by group and style
	@$(PYTHON) -m benchmarks.dev_numbers

bench: bench-latency bench-long bench-door bench-reading bench-understanding bench-directory ## All benchmarks (long)

bench-latency: setup ## Milliseconds a message, beside the stock `rasa init` bot in the same run
	@$(PYTHON) -m benchmarks.latency

bench-reading: setup ## Milliseconds to read a message, beside one plain encoding of it
	@$(PYTHON) -m benchmarks.reading

bench-long: setup ## Milliseconds of a message at turn 200 of a conversation, beside turn 5
	@$(PYTHON) -m benchmarks.long_conversation

bench-door: setup ## Milliseconds a message spends at the door (session, limits, safety, database), and all of it
	@$(PYTHON) -m benchmarks.door

bench-understanding: setup ## Ways of understanding side by side on the same data (--help: DIET, by writer, curve)
	@$(PYTHON) -m benchmarks.understanding

bench-directory: setup ## The search of the Local Offer at 500 to 50,000 services, beside SQLite FTS5 (--sizes: fewer)
	@$(PYTHON) -m benchmarks.directory_search

bench-widget: setup setup-browser ## How fast the window opens and answers on a cheap phone, beside two peers (20 minutes, npm)
	@$(PYTHON) -m benchmarks.widget

mutants: setup ## How many deliberate mistakes in the deadlines their tests notice (about 5 minutes)
	@tools/mutants

lock: ## Resolve requirements.lock anew (needs uv)
	@uv pip compile pyproject.toml --extra dev --python-version 3.10 --generate-hashes --no-annotate --no-header --no-emit-index-url -o requirements.lock
