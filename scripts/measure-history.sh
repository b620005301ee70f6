#!/usr/bin/env bash
# Opens a conversation with a million messages in a real browser: starts a standalone, has two people talk, stops it,
# makes their conversation long, starts it again and measures. Prints a table; the picture is target/history.png.
# Needs the jar, the test classes of embedded-mongo, web-client/node_modules and Chromium: mvn -q -DskipTests package
#   scripts/measure-history.sh [MESSAGES]
set -euo pipefail
cd "$(dirname "$0")/.."
messages=${1:-1000000}
java=${PARLEY_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java | head -1)}
jar=$(ls standalone/target/standalone-*-SNAPSHOT.jar)
work=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop; rm -rf "$work"' EXIT

start() {
  local began
  began=$(date +%s%3N)
  : > "$work/server.log"
  "$java" -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -jar "$jar" --data="$work/data" --port=18080 \
    --public-url=http://localhost:18080 --inbox-port=18025 --identity-port=14000 --notifier-port=15001 \
    --messaging-port=15002 --rsocket-port=17000 > "$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 960); do
    grep -q 'Ctrl-C ends it' "$work/server.log" && break
    kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
    sleep 0.25
  done
  ready=$(($(date +%s%3N) - began))
}

browse() {
  PARLEY_URL=http://localhost:18080 PARLEY_INBOX_URL=http://localhost:18025/inbox node scripts/measure-history.mjs "$@"
}

start
browse prepare "$work/people.json"
prepared=$SECONDS
stop
path=$(mktemp -p "$work")
mvn -q -B -pl embedded-mongo dependency:build-classpath -Dmdep.outputFile="$path"
"$java" --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile=quiet.xml \
  -cp "embedded-mongo/target/test-classes:embedded-mongo/target/classes:$(cat "$path")" \
  chat.parley.embedded.mongo.benchmark.ManyMessages "$work/data/mongo" "$messages" >&2
# An address gets one mail a minute; the next sign-in needs another.
while ((SECONDS - prepared < 61)); do sleep 1; done
start
mkdir -p target
echo "| with $messages messages in one conversation | |"
echo "|---|---|"
echo "| standalone ready after | $ready ms |"
browse read "$work/people.json" target/history.png
echo "| RSS of standalone then | $(awk '/^VmRSS:/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status") |"
began=$(date +%s%3N)
"$java" --enable-native-access=ALL-UNNAMED -jar "$jar" --data="$work/data" --backup="$work/copy" > /dev/null
echo "| --backup beside it, the whole command | $(($(date +%s%3N) - began)) ms, $(du -sm "$work/copy" | cut -f1) MB |"
