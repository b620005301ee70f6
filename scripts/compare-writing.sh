#!/usr/bin/env bash
# Compares the ways of writing to sockets in one run: straight to the channels, the same without waiting for more, and
# as frameworks do it. Starts a standalone for each on ports of its own, loads it, ends it; A B C, then again.
# Needs the jars: mvn -q -DskipTests package
#   scripts/compare-writing.sh [ROUNDS] [SECONDS] > figures.tsv
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-2}
seconds=${2:-10}
java=${PARLEY_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java | head -1)}
work=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop; rm -rf "$work"' EXIT

start() { # way coalesce
  PARLEY_LIVE_OUTBOUND=$1 PARLEY_LIVE_COALESCE=$2 "$java" -XX:+UseCompactObjectHeaders -XX:+UseG1GC -Xmx1g \
    --enable-native-access=ALL-UNNAMED -jar standalone/target/standalone-*-SNAPSHOT.jar --load-test \
    --data="$work/data" --port=18080 --inbox-port=18025 --identity-port=14000 --notifier-port=15001 \
    --messaging-port=15002 --rsocket-port=17000 > "$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 120); do
    grep -q 'Ctrl-C ends it' "$work/server.log" && return
    kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
    sleep 0.5
  done
  echo "the server did not start" >&2
  exit 1
}

load() { # name, options…
  local name=$1
  shift
  echo "$way/$coalesce $name" >&2
  if ! "$java" -Xmx1g -jar cli/target/parley.jar load --server http://localhost:18080 --transport websocket \
    --node ws://127.0.0.1:15002 --server-pid "$server" --ramp 2s --warm-up 3s --duration "${seconds}s" \
    --json "$work/$name.json" "$@" > "$work/load.log" 2>&1; then
    tail -20 "$work/load.log" >&2
  fi
  python3 - "$way/$coalesce" "$name" "$work/$name.json" <<'P'
import json, sys
way, name, file = sys.argv[1:]
try:
    print(way, name, json.dumps(json.load(open(file))), sep="\t", flush=True)
except OSError as gone:
    print(way, name, gone, sep="\t", flush=True)
P
}

for _ in $(seq "$rounds"); do
  for each in "direct true" "direct false" "plain true"; do
    read -r way coalesce <<< "$each"
    rm -rf "$work/data"
    start "$way" "$coalesce"
    load rooms-of-2 --users 200 --room 2 --outstanding 1
    load rooms-of-50-one --users 200 --room 50 --outstanding 1
    load rooms-of-50-sixteen --users 200 --room 50 --outstanding 16
    load room-of-1000-four --users 1000 --room 1000 --outstanding 4
    stop
  done
done
