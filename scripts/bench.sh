#!/bin/sh
# Measure on SQLite, on PostgreSQL, or on both; JSON names a folder that keeps the reports.
set -eu
keep() { [ -z "${JSON:-}" ] || { mkdir -p "$JSON" && echo "--json $JSON/bench-$1.json"; }; }
case "$ON" in sqlite | both) env -u DATABASE_URL $PY -m scripts.bench "$@" $(keep sqlite) ;; esac
case "$ON" in postgres | both) $PY scripts/postgres.py $PY -m scripts.bench "$@" $(keep postgresql) ;; esac
