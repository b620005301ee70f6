#!/usr/bin/env bash
# What a socket costs in the gateway: the same load straight to messaging, through the gateway, and through HAProxy in TCP
# mode, in one run, A B C, then again. CPU and memory are those of the gateway's or HAProxy's own process (direct: of the
# node, for scale). Ends with the medians as a Markdown table. Needs the jars (mvn -q -DskipTests package) and haproxy
# (apt-get install haproxy).
#   scripts/measure-gateway.sh [ROUNDS] [SECONDS] [IDLE] > gateway.md
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
seconds=${2:-10}
idle=${3:-5000}
java=${PARLEY_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java | head -1)}
standalone=${PARLEY_STANDALONE_JAR:-$(ls standalone/target/standalone-*-SNAPSHOT.jar)}
cli=${PARLEY_JAR:-cli/target/parley.jar}
haproxy=$(command -v haproxy || echo /usr/sbin/haproxy)
flags=(-XX:+UseCompactObjectHeaders -XX:+UseG1GC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
work=$(mktemp -d)
node=
proxy=
end() { [ -z "$1" ] || { kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }; }
trap 'end "$proxy"; end "$node"; rm -rf "$work"' EXIT
ulimit -n "$(ulimit -Hn)"

await() { # pid log command…
  local pid=$1 log=$2
  shift 2
  for _ in $(seq 240); do
    "$@" > /dev/null 2>&1 && return
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  cat "$log" >&2
  exit 1
}

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1"); }

start_node() {
  "$java" "${flags[@]}" -Xmx1g -jar "$standalone" --load-test --data="$work/data" --port=28080 --inbox-port=28025 \
    --identity-port=24000 --notifier-port=25001 --messaging-port=25002 --rsocket-port=27000 > "$work/node.log" 2>&1 &
  node=$!
  await "$node" "$work/node.log" grep -q 'Ctrl-C ends it' "$work/node.log"
}

start_gateway() {
  "$java" "${flags[@]}" -Xms64m -Xmx256m -Dreactor.netty.ioWorkerCount="$(nproc)" -Dloader.main=chat.parley.gateway.GatewayApplication -cp "$standalone" \
    org.springframework.boot.loader.launch.PropertiesLauncher --server.port=28090 --springdoc.api-docs.enabled=false \
    --parley.gateway.messaging-uri=http://127.0.0.1:25002 --parley.gateway.identity-uri=http://127.0.0.1:24000 \
    --spring.profiles.active=load-test --parley.origins=http://localhost:28080 > "$work/gateway.log" 2>&1 &
  proxy=$!
  await "$proxy" "$work/gateway.log" listens 28090
}

start_haproxy() {
  cat > "$work/haproxy.cfg" <<C
global
  maxconn 9000
defaults
  mode tcp
  timeout connect 2s
  timeout client 75s
  timeout server 75s
listen sockets
  bind 127.0.0.1:28091
  server node 127.0.0.1:25002
C
  "$haproxy" -db -f "$work/haproxy.cfg" > "$work/haproxy.log" 2>&1 &
  proxy=$!
  await "$proxy" "$work/haproxy.log" listens 28091
}

load() { # way name pid port options…
  local way=$1 name=$2 pid=$3 port=$4
  shift 4
  echo "$way $name" >&2
  "$java" -Xmx1g -jar "$cli" load --server http://localhost:28080 --transport websocket --node "ws://127.0.0.1:$port" \
    --server-pid "$pid" --json "$work/$name.$way.$round.json" "$@" > "$work/load.log" 2>&1 || tail -20 "$work/load.log" >&2
}

measure() { # way pid port
  local active=(--ramp 2s --warm-up 10s --duration "${seconds}s")
  # The first sockets load classes; what they cost is not the price of a socket.
  load "$1" first "$2" "$3" --idle 300 --ramp 2s --duration 2s
  load "$1" idle "$2" "$3" --idle "$idle" --ramp 10s --duration 5s
  load "$1" pairs "$2" "$3" --users 200 --room 2 --rate 2000 "${active[@]}"
  load "$1" rooms-of-50 "$2" "$3" --users 200 --room 50 --rate 400 "${active[@]}"
  load "$1" rooms-of-50-full "$2" "$3" --users 200 --room 50 --outstanding 16 "${active[@]}"
}

start_node
for round in $(seq "$rounds"); do
  measure direct "$node" 25002
  start_gateway
  measure gateway "$proxy" 28090
  end "$proxy"
  start_haproxy
  measure haproxy "$proxy" 28091
  end "$proxy"
  proxy=
done

python3 - "$work" <<'P'
import glob, json, statistics, sys
figures = {}
for file in sorted(glob.glob(sys.argv[1] + "/*.json")):
    name, way, _ = file.split("/")[-1].split(".", 2)
    figures.setdefault(name, {}).setdefault(way, []).append(json.load(open(file)))

def middle(runs, figure):
    return statistics.median(figure(run) for run in runs)

print("| load | way | deliveries/s | CPU s per million | of HAProxy | p99 ms | lost |")
print("|---|---|---|---|---|---|---|")
for name, ways in figures.items():
    if name in ("first", "idle"):
        continue
    cost = {way: middle(runs, lambda run: run["server"]["perMillion"]) for way, runs in ways.items()}
    for way, runs in ways.items():
        rate = middle(runs, lambda run: run["deliveries"] / run["seconds"])
        ratio = "" if way == "direct" or not cost.get("haproxy") else f'{cost[way] / cost["haproxy"]:.2f}'
        late = middle(runs, lambda run: run["sendToDeliver"]["p99"] / 1000)
        lost = sum(run["integrity"]["lost"] for run in runs)
        print(f"| {name} | {way} | {rate:,.0f} | {cost[way]:.2f} | {ratio} | {late:.1f} | {lost} |")
print()
print("| idle sockets | way | RSS per connection |")
print("|---|---|---|")
for way, runs in figures.get("idle", {}).items():
    each = middle(runs, lambda run: run["server"]["rssPerConnection"])
    print(f'| {runs[0]["connections"]} | {way} | {each / 1024:.1f} KB |')
P
