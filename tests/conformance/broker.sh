#!/usr/bin/env bash
# Runs the recorded broker conformance suites (Kafka's own Java clients and tools, kafkajs, kcat, malformed frames, restart and kill)
# against a published broker. Their programs are not part of this repository; where they or Java are missing this says so and passes.
#   tests/conformance/broker.sh PUBLISHED_CONNECT [short|long]      CONNECT_SHARED: the folder that holds conformance/ and kafka/
# Prints one line a check and "N passed, N failed" as its last line.
set -uo pipefail
connect="$(realpath "${1:?usage: broker.sh PUBLISHED_CONNECT [short|long]}")"; form="${2:-short}"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
shared="${CONNECT_SHARED:-$root/../shared}"; suite="$shared/conformance/broker"
passed=0; failed=0
finish() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ]; exit; }
[ -d "$suite" ] || { echo "skipped: needs the conformance programs (CONNECT_SHARED=$shared has none)"; finish; }
command -v javac >/dev/null || { echo "skipped: needs a JDK 17"; finish; }

tmp="$(mktemp -d)"; pid=""
stop() { [ -z "$pid" ] || { kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; pid=""; }; }
trap 'stop; rm -rf "$tmp"' EXIT
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
start="exec '$connect' broker --port $port --data '$tmp/data' --set log.retention.check.interval.ms=1000 --set log.cleaner.backoff.ms=500 --set transaction.abort.timed.out.transaction.cleanup.interval.ms=1000"
serve() {
  bash -c "$start" >> "$tmp/broker.log" 2>&1 & pid=$!
  for _ in $(seq 100); do (echo > "/dev/tcp/127.0.0.1/$port") 2>/dev/null && return; sleep 0.1; done
  echo "FAIL broker: it does not listen"; tail -5 "$tmp/broker.log"; failed=$((failed + 1)); finish
}
run() { # name, command...: adds up its last line
  local name="$1"; shift
  "$@" > "$tmp/out" 2> "$tmp/err"; local status=$?
  grep -E '^(ok|FAIL)' "$tmp/out" | sed "s#^\(ok\|FAIL\) #\1 $name/#"
  if read -r p _ f _ < <(grep -E '^[0-9]+ passed, [0-9]+ failed' "$tmp/out" | tail -1 | tr -d ','); then
    passed=$((passed + p)); failed=$((failed + f))
  else
    echo "FAIL $name: it ended with status $status and no result"; tail -5 "$tmp/err"; failed=$((failed + 1))
  fi
}

serve
run core bash "$suite/run.sh" "127.0.0.1:$port" --optional --jobs 3 --scale 2
run fuzz python3 "$suite/fuzz/fuzz.py" "127.0.0.1:$port" --pid "$pid"
if command -v node >/dev/null; then
  cp -r "$suite/clients/kafkajs" "$tmp/kafkajs" && run kafkajs bash "$tmp/kafkajs/run.sh" "127.0.0.1:$port"
else
  echo "skipped: kafkajs needs node"
fi
if command -v kcat >/dev/null; then run kcat bash "$suite/clients/kcat/run.sh" "127.0.0.1:$port"; else echo "skipped: kcat is not installed"; fi
# The short form leaves out what other checks cover in other ways: restarts of the worker, and MirrorMaker.
[ "$form" = long ] && which=. || which='tool_topics|console|verifiable|producer_performance|transactional|file_to_file|exactly_once'
run jvm bash "$suite/clients/jvm/run.sh" "127.0.0.1:$port" "$which"
stop
[ "$form" = long ] || export HAMMER_S=12
run restart env BROKER_START="$start" BROKER_LOG="$tmp/broker.log" bash "$suite/restart.sh" "127.0.0.1:$port"
finish
