#!/usr/bin/env bash
# Converters and transformations here and in Kafka's Java classes, in turns; prints medians of records per CPU-second.
#   KAFKA_HOME=/opt/kafka bench/micro.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds="${1:-3}"
tmp="$(mktemp -d)"; trap 'rm -rf "$tmp"' EXIT
dotnet build bench/Micro -c Release -v q --nologo > "$tmp/build"
for ((i = 1; i <= rounds; i++)); do
  dotnet bench/Micro/bin/Release/net10.0/Connect.Bench.Micro.dll loop >> "$tmp/net"
  java -cp "$KAFKA_HOME/libs/*" bench/java/Loop.java 2> "$tmp/java.err" >> "$tmp/java"
done
python3 - "$tmp/net" "$tmp/java" <<'P'
import statistics, sys
def read(path):
    cases = {}
    for line in open(path):
        name, value = line.split("\t")
        cases.setdefault(name, []).append(int(value))
    return {name: statistics.median(values) for name, values in cases.items()}
ours, java = read(sys.argv[1]), read(sys.argv[2])
print("| case | here | Java | ratio |\n| --- | ---: | ---: | ---: |")
for name in ours:
    print(f"| {name} | {ours[name]:,.0f} | {java[name]:,.0f} | {ours[name] / java[name]:.2f} |")
P
