#!/usr/bin/env bash
# Talks to a published worker with other people's clients and with the recorded REST suite; what is not there is said and passes.
#   tests/conformance/rest.sh PUBLISHED_CONNECT      CONNECT_SHARED: the folder that holds conformance/ and kafka/
# Prints one line a check and "N passed, N failed" as its last line.
set -uo pipefail
connect="$(realpath "${1:?usage: rest.sh PUBLISHED_CONNECT}")"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
shared="${CONNECT_SHARED:-$root/../shared}"; suite="$shared/conformance/rest"
passed=0; failed=0; pid=""
tmp="$(mktemp -d)"
trap '[ -z "$pid" ] || { kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; }; rm -rf "$tmp"' EXIT
port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

if command -v npm >/dev/null; then
  cp -r "$root/tests/conformance/kafka-connect-client" "$tmp/node" && mkdir "$tmp/files"
  if (cd "$tmp/node" && npm install --no-audit --no-fund) > "$tmp/npm" 2>&1; then
    rest="$(port)"
    "$connect" connect --data "$tmp/data" --port 0 --rest-port "$rest" > "$tmp/worker.log" 2>&1 & pid=$!
    for _ in $(seq 100); do (echo > "/dev/tcp/127.0.0.1/$rest") 2>/dev/null && break; sleep 0.1; done
    node "$tmp/node/cycle.js" 127.0.0.1 "$rest" "$tmp/files" | tee "$tmp/out"
    read -r p _ f _ < <(tail -1 "$tmp/out" | tr -d ',')
    passed=$((passed + ${p:-0})); failed=$((failed + ${f:-1}))
    kill "$pid"; wait "$pid"; pid=""
  else
    echo "skipped: kafka-connect-client could not be installed"
  fi
else
  echo "skipped: kafka-connect-client needs node"
fi

if [ -d "$suite" ] && command -v java >/dev/null; then
  # Scenarios that differ on purpose are those of differences.json.
  python3 "$suite/all.py" --port "$(python3 -c 'import random; print(random.randrange(20000, 30000))')" --worker "'$connect' distributed {properties}" > "$tmp/rest" 2>&1
  grep -E '^(pass|FAIL)' "$tmp/rest" | sed 's/^pass/ok/'
  python3 - "$tmp/rest" "$root/tests/Compatibility/rest/differences.json" <<'P' > "$tmp/out"
import json, re, sys
known = json.load(open(sys.argv[2]))
passed = failed = 0
for line in open(sys.argv[1]):
    if m := re.match(r"pass \S+ \((\d+)\)", line):
        passed += int(m[1])
    elif m := re.match(r"FAIL (\S+) \((\d+) of (\d+)\)", line):
        differ, checks = int(m[2]), int(m[3])
        expected = len(known[m[1]]["steps"]) if m[1] in known else 0
        passed += checks - differ
        failed += max(0, differ - expected)
print("%d passed, %d failed" % (passed, failed))
P
  read -r p _ f _ < <(tail -1 "$tmp/out" | tr -d ',')
  [ "${p:-0}" -gt 0 ] || { echo "FAIL the REST suite: no check passed"; tail -5 "$tmp/rest"; f=$((${f:-0} + 1)); }
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0}))
else
  echo "skipped: the REST suite needs Java and the conformance programs (CONNECT_SHARED=$shared)"
fi
echo "$passed passed, $failed failed"; [ "$failed" = 0 ]
