#!/bin/sh
# Called by Maven. Looks for Node before anything else, so that a missing or old one is one clear message.
# The range is what vite asks for; it stands in package.json ("engines") and in README.md, too.
needed="Parley's web client is built with Node.js 20.19 or newer of 20.x, or 22.12 or newer"
source="Where the system's package is older (Debian 12: 18), NodeSource has Node.js 22 with npm, see README.md:
  curl -fsSL https://deb.nodesource.com/setup_22.x | sudo -E bash - && sudo apt-get install nodejs"

if ! command -v node >/dev/null 2>&1; then
  printf '%s; none is installed.\n%s\n' "$needed" "$source" >&2
  exit 1
fi
# Old syntax on purpose: any Node must be able to read it.
if ! node -e '
  var version = process.versions.node.split(".").map(Number), major = version[0], minor = version[1];
  process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1);
'; then
  printf '%s; found %s.\n%s\n' "$needed" "$(node --version)" "$source" >&2
  exit 1
fi
if ! command -v npm >/dev/null 2>&1; then
  echo "Parley's web client needs npm beside Node.js: apt-get install npm" >&2
  exit 1
fi
exec node "$(dirname "$0")/maven.mjs" "$@"
