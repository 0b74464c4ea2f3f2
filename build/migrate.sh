#!/usr/bin/env bash
# build/migrate.sh add <Module|Host> <Name> writes the next migration of a module for SQLite and PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" = add ] && [ $# -eq 3 ] || { echo "Usage: build/migrate.sh add <Module|Host> <Name>" >&2; exit 2; }
if [ "$2" = Host ]; then project=src/CompetencyModular.Host; else project=modules/$2/CompetencyModular.$2; fi
dotnet run --project build/migrations -v q -- add "$project" "$3"
