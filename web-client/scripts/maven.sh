#!/bin/sh
# Called by Maven. Looks for Node before anything else, so that a missing one is one clear line.
if ! command -v node >/dev/null 2>&1; then
  echo "Parley's web client is built with Node.js 20 or newer, which is not installed: apt-get install nodejs npm" >&2
  exit 1
fi
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)'; then
  echo "Parley's web client needs Node.js 20 or newer, found $(node --version): see https://nodejs.org/" >&2
  exit 1
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "Parley's web client needs npm beside Node.js: apt-get install npm" >&2
  exit 1
fi
exec node "$(dirname "$0")/maven.mjs" "$@"
