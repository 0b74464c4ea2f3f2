#!/usr/bin/env bash
# build/lock.sh writes packages.lock.json beside every project of the solution: run it after a change of packages or references, and commit
# what it changed. With CI=true a restore that differs from the lock files is refused.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet restore CompetencyModular.sln -p:RestorePackagesWithLockFile=true -p:RestoreLockedMode=false --force-evaluate -v q
# The host's own web assets come with the SDK in whatever patch a machine has; its packages are pinned in Directory.Packages.props.
rm -f src/CompetencyModular.Host/packages.lock.json
if grep -rlE 'https?://' --include=packages.lock.json .; then echo "A lock file names an address." >&2; exit 1; fi
