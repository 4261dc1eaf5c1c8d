.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# with an arena for each thread memory grows by a twentieth in ten minutes of load; with two it stays, and nothing is slower
export MALLOC_ARENA_MAX := 2

.PHONY: help run serve test check fix bench image
help: ## what can be done
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml constraints.txt
	@sh scripts/install.sh "$(PYTHON)"

run: $(STAMP) ## set up, load the sample story, show its comparison, serve on 127.0.0.1:8000
	@$(BIN)/crosscheck serve --sample

serve: $(STAMP) ## serve without the sample
	@$(BIN)/crosscheck serve

test: $(STAMP) ## set up and run all tests
	@$(BIN)/python -m pytest --cov --cov-fail-under=85

check: $(STAMP) ## style, types and layers
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

fix: $(STAMP) ## put style right where it can be done by machine
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(STAMP) ## speed, memory and start-up as tables
	@$(BIN)/python -m benchmarks.speed

image: ## a container image
	docker build -t crosscheck .
