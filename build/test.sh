#!/usr/bin/env bash
# Builds everything and runs all tests: build/test.sh [Project…], such as build/test.sh Host Roles.
# Installs what is missing where it may (root and apt-get); else it says what is missing, and the tests that need it are skipped.
# With CI=true, or when everything is there, a skipped test counts as failed. The last line reads "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
# Tests run each line a few times: compiling it once, quickly, is all that pays. Measured: a third less processor time.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=500
configuration=Release

work=$(mktemp -d)
chmod 711 "$work"
cleanup() {
  [ -z "${postgres_bin:-}" ] || as_postgres "$postgres_bin/pg_ctl" -D "$work/postgres" stop -m immediate >/dev/null 2>&1
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*"; }
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
postgres_folder() { ls -d /usr/lib/postgresql/*/bin /usr/local/pgsql/bin 2>/dev/null | sort -V | tail -1; }
ffmpeg_path() { command -v ffmpeg && command -v ffprobe; }
chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

install_missing() {
  local wanted=()
  [ -n "$(postgres_folder)" ] || wanted+=(postgresql)
  [ -n "$(chromium_path)" ] || wanted+=(chromium)
  [ -n "$(ffmpeg_path)" ] || wanted+=(ffmpeg)
  command -v npm >/dev/null || wanted+=(nodejs npm)
  [ ${#wanted[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then say "Missing: ${wanted[*]}. Tests that need it are skipped."; return 0; fi
  say "Installing ${wanted[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -q && apt-get install -y -q --no-install-recommends "${wanted[@]}"; } >"$work/apt.log" 2>&1 || { tail -5 "$work/apt.log"; say "Not installed: ${wanted[*]}"; }
}

# A server of this run alone: its own folder, a random port, nothing written through to disk.
start_postgres() {
  local bin password port
  bin=$(postgres_folder)
  [ -n "$bin" ] || return 1
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir "$work/postgres"
  printf '%s' "$password" >"$work/password"
  if [ "$(id -u)" = 0 ]; then chown postgres "$work/postgres" "$work/password"; fi
  as_postgres "$bin/initdb" -D "$work/postgres" -U competency -A scram-sha-256 --pwfile="$work/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$work/initdb.log" 2>&1 || { tail -3 "$work/initdb.log"; return 1; }
  postgres_bin=$bin
  for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM))
    as_postgres "$bin/pg_ctl" -D "$work/postgres" -w -t 30 -l "$work/postgres/server.log" start \
      -o "-p $port -k '$work/postgres' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c autovacuum=off" >/dev/null 2>&1 || continue
    if [ "$(PGPASSWORD=$password "$bin/psql" -h 127.0.0.1 -p "$port" -U competency -d postgres -Atc 'show data_directory')" = "$work/postgres" ]; then
      export COMPETENCY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=competency;Password=$password;Database=postgres"
      return 0
    fi
    as_postgres "$bin/pg_ctl" -D "$work/postgres" stop -m immediate >/dev/null 2>&1
  done
  say "PostgreSQL did not start"
  return 1
}

# Runs one project's executable; keeps what its last summary says for the totals.
run_project() {
  local name=$1 program log summary code started=$SECONDS
  program="tests/$name/bin/$configuration/net10.0/CompetencyModular.$name"
  log="$work/$name.log"
  timeout 900 "$program" -noColor -noLogo $strict >"$log" 2>&1
  code=$?
  summary=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+, Not Run: [0-9]+' "$log" | tail -1)
  local total=0 errors=0 bad=0 left_out=0 not_run=0
  if [ -n "$summary" ]; then read -r total errors bad left_out not_run <<<"$(tr -cd '0-9 ' <<<"$summary")"; fi
  bad=$((bad + errors))
  # A project that ended without a word, or badly without naming a test, is a failure all the same.
  if [ "$code" != 0 ] && [ "$bad" = 0 ] || [ -z "$summary" ]; then bad=$((bad + 1)); total=$((total + 1)); fi
  printf '%s %s %s\n' $((total - bad - left_out - not_run)) "$bad" "$left_out" >"$work/$name.result"
  say "$name: $((total - bad - left_out - not_run)) passed, $bad failed, $left_out skipped in $((SECONDS - started)) s"
  if [ "$bad" != 0 ]; then grep -vE '^\s*(Starting|Discover|Finished)' "$log" | tail -200; elif [ "$left_out" != 0 ]; then grep -A1 '\[SKIP\]' "$log" | grep -vE '\[SKIP\]|^--' | sort | uniq -c; fi
}

install_missing
start_postgres || say "Without PostgreSQL: its tests are skipped"
COMPETENCY_TEST_CHROMIUM=$(chromium_path) && export COMPETENCY_TEST_CHROMIUM || say "Without Chromium: its tests are skipped"
[ -n "$(ffmpeg_path)" ] || say "Without ffmpeg: its tests are skipped"
[ -d ../shared/data ] || say "Without the public data sets in ../shared/data: their tests are skipped"
if [ "${CI:-}" = true ] || { [ -n "${COMPETENCY_TEST_POSTGRES:-}" ] && [ -n "${COMPETENCY_TEST_CHROMIUM:-}" ] && [ -n "$(ffmpeg_path)" ] && [ -d ../shared/data ]; }; then
  strict=-failSkips
  export COMPETENCY_TEST_NO_SKIP=true
else
  strict=
fi

passed=0 failed=0 skipped=0
say "Building"
if ! dotnet build CompetencyModular.sln -c $configuration -v q --nologo >"$work/build.log" 2>&1; then
  grep -E 'error|warning' "$work/build.log" | sort -u | head -40
  say "0 passed, 1 failed"
  exit 1
fi
say "Built in $SECONDS s"

export TMPDIR="$work/tmp" COMPETENCY_TEST_CONFIGURATION=$configuration
mkdir "$TMPDIR"
# The browser's tests wait more than they compute: they run beside the others, which run one after the other.
run_lane() {
  local project name
  for project in tests/*.Tests; do
    name=$(basename "$project")
    [ "$1" = browser ] && [ "$name" != EndToEnd.Tests ] && continue
    [ "$1" = others ] && [ "$name" = EndToEnd.Tests ] && continue
    if [ -z "$only" ] || [[ " $only " == *" ${name%.Tests} "* ]]; then run_project "$name"; fi
  done
}
only=$*
run_lane browser &
browser=$!
run_lane others
wait "$browser"
while read -r good bad left_out; do
  passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
done < <(cat "$work"/*.result 2>/dev/null)
say "All of it took $SECONDS s; $skipped skipped"
say "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
