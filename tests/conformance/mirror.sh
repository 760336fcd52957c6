#!/usr/bin/env bash
# Copies a real Kafka to two others, once with Kafka's own MirrorMaker and once with ours, and compares topics, settings and checkpoints; what is not there is said and passes.
#   tests/conformance/mirror.sh PUBLISHED_CONNECT      CONNECT_SHARED: the folder that holds kafka/
# Prints one line a check and "N passed, N failed" as its last line.
set -uo pipefail
connect="$(realpath "${1:?usage: mirror.sh PUBLISHED_CONNECT}")"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
kafka="${CONNECT_SHARED:-$root/../shared}/kafka"
if [ ! -d "$kafka/libs" ] || ! command -v java >/dev/null; then echo "skipped: comparing mirrors needs Java and Kafka ($kafka)"; echo "0 passed, 0 failed"; exit 0; fi
tmp="$(mktemp -d)"; pids=()
trap 'kill "${pids[@]}" 2>/dev/null; wait 2>/dev/null; rm -rf "$tmp"' EXIT
port() { python3 -c 'import random, socket
while True:
    p = random.randrange(20000, 30000)
    try:
        for q in (p, p + 1):
            with socket.socket() as s: s.bind(("127.0.0.1", q))
        print(p); break
    except OSError: pass'; }

for name in source java ours; do
  declare "$name=$(port)"
  "$kafka/bin/broker" "$tmp/$name" "${!name}" > "$tmp/$name.log" 2>&1 & pids+=($!)
done
for name in source java ours; do
  for _ in $(seq 600); do (echo > "/dev/tcp/127.0.0.1/${!name}") 2>/dev/null && break; sleep 0.1; done
done
run=(java -cp "$kafka/libs/*:$tmp")
javac -cp "$kafka/libs/*" -d "$tmp" "$root/tests/conformance/mirror/Compare.java" || { echo "0 passed, 1 failed"; exit 1; }
"${run[@]}" Compare prepare "127.0.0.1:$source" > "$tmp/prepare.log" 2>&1 || { tail -n 5 "$tmp/prepare.log"; echo "0 passed, 1 failed"; exit 1; }

for name in java ours; do
  cat > "$tmp/$name.properties" <<P
clusters = a, b
a.bootstrap.servers = 127.0.0.1:$source
b.bootstrap.servers = 127.0.0.1:${!name}
a->b.enabled = true
b->a.enabled = false
topics = orders, plain, first
groups = readers
replication.factor = 1
checkpoints.topic.replication.factor = 1
heartbeats.topic.replication.factor = 1
offset-syncs.topic.replication.factor = 1
offset.storage.replication.factor = 1
status.storage.replication.factor = 1
config.storage.replication.factor = 1
offset.lag.max = 0
offset-syncs.topic.location = target
emit.checkpoints.interval.seconds = 1
emit.heartbeats.interval.seconds = 1
refresh.topics.interval.seconds = 5
refresh.groups.interval.seconds = 5
sync.topic.configs.interval.seconds = 5
sync.group.offsets.enabled = true
sync.group.offsets.interval.seconds = 1
P
done
"${run[@]}" org.apache.kafka.connect.mirror.MirrorMaker "$tmp/java.properties" > "$tmp/java-mirror.log" 2>&1 & pids+=($!)
XDG_DATA_HOME="$tmp/data" "$connect" mirror "$tmp/ours.properties" > "$tmp/ours-mirror.log" 2>&1 & pids+=($!)
"${run[@]}" Compare compare "127.0.0.1:$source" "127.0.0.1:$java" "127.0.0.1:$ours" 2> "$tmp/compare.log" | tee "$tmp/out"
if [ "${PIPESTATUS[0]}" != 0 ]; then
  for log in ours-mirror java-mirror compare; do echo "--- $log"; tail -n 10 "$tmp/$log.log"; done
  grep ' passed, ' "$tmp/out" || echo "0 passed, 1 failed"
  exit 1
fi
