#!/usr/bin/env bash
# Measures the live connection and prints the tables of docs/performance.md: the ways of writing to sockets side by side
# (straight to the channels, the same without waiting for more, and as frameworks do it), the transports, two nodes, and
# idle connections. Starts everything on ports of its own and ends it. The machine must have nothing else to do.
# Needs the jars and the test classes of embedded-mongo: mvn -q -DskipTests package
#   scripts/measure-live.sh [ROUNDS] [SECONDS] [PART…]      parts: ways transports nodes idle
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
seconds=${2:-8}
parts=("${@:3}")
[ ${#parts[@]} -gt 0 ] || parts=(ways transports nodes idle)
java=${PARLEY_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java | head -1)}
jar=$(ls standalone/target/standalone-*-SNAPSHOT.jar)
work=$(mktemp -d)
figures=$work/figures.tsv
running=()
settings=(-XX:+UseCompactObjectHeaders -XX:+UseG1GC -Xmx1g --enable-native-access=ALL-UNNAMED)

stop() {
  local pid
  for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${running[@]}"; do wait "$pid" 2>/dev/null || true; done
  running=()
}
trap 'stop; rm -rf "$work"' EXIT

# The share of processor time that others take, in percent, over two seconds.
taken() {
  local before after
  before=$(awk '/^cpu / { print $5 + $6, $2 + $3 + $4 + $5 + $6 + $7 + $8 }' /proc/stat)
  sleep 2
  after=$(awk '/^cpu / { print $5 + $6, $2 + $3 + $4 + $5 + $6 + $7 + $8 }' /proc/stat)
  awk -v b="$before" -v a="$after" 'BEGIN { split(b, x); split(a, y); print int(100 - 100 * (y[1] - x[1]) / (y[2] - x[2])) }'
}
for _ in $(seq 60); do
  busy=$(taken)
  [ "$busy" -gt 15 ] || break
  echo "The machine is busy ($busy %); waiting, since figures would say nothing…" >&2
done
[ "$busy" -le 15 ] || exit 1

until_says() { # PID LOG WORDS
  for _ in $(seq 240); do
    grep -qs "$3" "$2" && return
    kill -0 "$1" 2>/dev/null || { cat "$2" >&2; exit 1; }
    sleep 0.5
  done
  echo "It did not start:" >&2
  cat "$2" >&2
  exit 1
}

standalone() { # WAY COALESCE
  rm -rf "$work/data"
  : > "$work/server.log"
  PARLEY_LIVE_OUTBOUND=$1 PARLEY_LIVE_COALESCE=$2 "$java" "${settings[@]}" -jar "$jar" --load-test \
    --data="$work/data" --port=18080 --inbox-port=18025 --identity-port=14000 --notifier-port=15001 \
    --messaging-port=15002 --rsocket-port=17000 > "$work/server.log" 2>&1 &
  server=$!
  running+=("$server")
  until_says "$server" "$work/server.log" 'Ctrl-C ends it'
}

# Compilers take most of two cores for the first half minute; what was measured then would be theirs.
warm() { # OPTIONS…
  echo "round $round: warming up" >&2
  "$java" -Xmx1g -jar cli/target/parley.jar load --server http://localhost:18080 --ramp 2s --warm-up 1s \
    --duration 25s --users 200 --room 50 --outstanding 4 "$@" > "$work/load.log" 2>&1 || true
}

load() { # SETTING NAME OPTIONS…
  local setting=$1 name=$2
  shift 2
  echo "round $round: $setting, $name" >&2
  rm -f "$work/result.json"
  "$java" -Xmx1g -jar cli/target/parley.jar load --server http://localhost:18080 --ramp 2s --warm-up 3s \
    --duration "${seconds}s" --json "$work/result.json" "$@" > "$work/load.log" 2>&1 || tail -20 "$work/load.log" >&2
  printf '%s\t%s\t%s\n' "$setting" "$name" "$(tr -d '\n' < "$work/result.json")" >> "$figures"
}

rooms() { # SETTING OPTIONS…
  local setting=$1
  shift
  warm "$@"
  load "$setting" "rooms of 2, one outstanding" --users 200 --room 2 --outstanding 1 "$@"
  load "$setting" "rooms of 50, one outstanding" --users 200 --room 50 --outstanding 1 "$@"
  load "$setting" "rooms of 50, sixteen outstanding" --users 200 --room 50 --outstanding 16 "$@"
  load "$setting" "room of 1,000, four outstanding" --users 1000 --room 1000 --outstanding 4 "$@"
}

ways() {
  local order=("direct true" "direct false" "plain true") each way coalesce
  ((round % 2)) || order=("plain true" "direct false" "direct true")
  for each in "${order[@]}"; do
    read -r way coalesce <<< "$each"
    standalone "$way" "$coalesce"
    rooms "$(name_of "$way" "$coalesce")" --transport websocket --node ws://127.0.0.1:15002 --server-pid "$server"
    stop
  done
}

name_of() {
  case "$1 $2" in
    "direct true") echo "straight" ;;
    "direct false") echo "straight, a flush for every frame" ;;
    *) echo "plain" ;;
  esac
}

transports() {
  standalone direct true
  warm --transport websocket --node ws://127.0.0.1:15002
  load "WebSocket" "rooms of 50, one outstanding" --users 200 --room 50 --outstanding 1 --transport websocket \
    --node ws://127.0.0.1:15002 --server-pid "$server"
  load "RSocket over TCP" "rooms of 50, one outstanding" --users 200 --room 50 --outstanding 1 \
    --transport rsocket-tcp --node tcp://127.0.0.1:17000 --server-pid "$server"
  load "RSocket over WebSocket" "rooms of 50, one outstanding" --users 200 --room 50 --outstanding 1 \
    --transport rsocket-ws --node ws://127.0.0.1:15002 --server-pid "$server"
  load "WebSocket through the gateway" "rooms of 50, one outstanding" --users 200 --room 50 --outstanding 1 \
    --transport websocket --server-pid "$server"
  stop
}

# A second node: messaging alone, out of the same jar, on the stores of the first; the store is a process of its own.
two_nodes() { # WAY
  local path mongo
  export PARLEY_SERVICE_TOKEN=0123456789abcdef0123456789abcdef
  path=$(mktemp -p "$work")
  mvn -q -B -pl embedded-mongo dependency:build-classpath -Dmdep.outputFile="$path"
  rm -rf "$work/mongo"
  mkdir -p "$work/mongo"
  : > "$work/mongo.log"
  "$java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile=quiet.xml \
    -cp "embedded-mongo/target/test-classes:embedded-mongo/target/classes:$(cat "$path")" \
    chat.parley.embedded.mongo.benchmark.Server "$work/mongo" > "$work/mongo.log" 2>&1 &
  running+=($!)
  until_says $! "$work/mongo.log" '^mongodb:'
  mongo=$(grep -m1 '^mongodb:' "$work/mongo.log")
  redis-server --port 16379 --save '' --appendonly no --dir "$work" > "$work/redis.log" 2>&1 &
  running+=($!)
  export PARLEY_MONGODB_URI=$mongo PARLEY_REDIS_URI=redis://127.0.0.1:16379
  standalone "$1" true
  PARLEY_LIVE_OUTBOUND=$1 "$java" "${settings[@]}" -Dloader.main=chat.parley.messaging.MessagingApplication -cp "$jar" \
    org.springframework.boot.loader.launch.PropertiesLauncher --server.port=15003 --parley.rsocket-port=17001 \
    --parley.token.jwks-uri=http://127.0.0.1:14000/.well-known/jwks.json --spring.profiles.active=load-test \
    --parley.messaging.identity-uri=http://127.0.0.1:14000 --spring.main.web-application-type=reactive \
    --spring.cloud.gateway.server.webflux.enabled=false --spring.cloud.gateway.server.webflux.redis.enabled=false \
    > "$work/node.log" 2>&1 &
  node=$!
  running+=("$node")
  until_answers http://127.0.0.1:15003/health
}

alone_again() {
  stop
  unset PARLEY_MONGODB_URI PARLEY_REDIS_URI PARLEY_SERVICE_TOKEN
}

nodes() {
  two_nodes direct
  rooms "one node" --transport websocket --node ws://127.0.0.1:15002 --server-pid "$server" --server-pid "$node"
  rooms "two nodes" --transport websocket --node ws://127.0.0.1:15002 --node ws://127.0.0.1:15003 \
    --server-pid "$server" --server-pid "$node"
  alone_again
}

until_answers() { # URL
  for _ in $(seq 120); do
    curl -fsS -o /dev/null "$1" 2>/dev/null && return
    sleep 0.5
  done
  echo "$1 does not answer" >&2
  exit 1
}

# Resident memory of the second node, in bytes, after collections of garbage: what a collection frees goes back to the
# system bit by bit.
resident() {
  for _ in 1 2 3; do
    "${java%/java}/jcmd" "$node" GC.run > /dev/null
    sleep 2
  done
  awk '/^VmRSS:/ { print $2 * 1024 }' "/proc/$node/status"
}

# What lives on its heap then, in bytes.
living() {
  "${java%/java}/jcmd" "$node" GC.class_histogram | awk '/^Total/ { print $3 }'
}

# On the second node, which does nothing else.
idle() {
  local way before living_before after loader
  for way in direct plain; do
    two_nodes "$way"
    # What the first connections need is not for each connection.
    load "warm-up" "idle" --idle 1000 --transport websocket --node ws://127.0.0.1:15003
    before=$(resident)
    living_before=$(living)
    "$java" -Xmx1g -jar cli/target/parley.jar load --server http://localhost:18080 --ramp 20s --warm-up 1s \
      --duration 45s --idle 10000 --transport websocket --node ws://127.0.0.1:15003 > "$work/load.log" 2>&1 &
    loader=$!
    running+=("$loader")
    for _ in $(seq 300); do
      [ "$(connections 15003)" -lt 10000 ] || break
      sleep 0.5
    done
    sleep 5
    after=$(resident)
    printf '%s\tidle connections\t{"idle":%s,"before":%s,"after":%s,"livingBefore":%s,"living":%s}\n' \
      "$(name_of "$way" true)" "$(connections 15003)" "$before" "$after" "$living_before" "$(living)" >> "$figures"
    wait "$loader" || true
    alone_again
  done
}

connections() { # PORT: established at this end
  ss -Htn state established "( sport = :$1 )" | wc -l
}

for ((round = 1; round <= rounds; round++)); do
  for part in "${parts[@]}"; do "$part"; done
done
node scripts/measure-table.mjs "$figures"
