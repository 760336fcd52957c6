#!/usr/bin/env python3
"""Measures the embedded broker beside a real Kafka broker, in alternating runs, with Kafka's own performance tools.

    bench/broker/compare.py --connect OUT/connect --kafka KAFKA_DIR [--rounds 3] [--records-mb 200]

KAFKA_DIR has bin/broker DATA PORT (starts a broker, heap 512 MB) and bin/tool perf-producer|perf-consumer|topics ARGS.
Prints a Markdown table: throughput of the tools, CPU seconds of the broker per million records, resident memory after the run.
Both brokers run at the same time and are idle in turn; only ratios of neighbouring runs mean something on a shared machine.
"""
import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")


def free_ports(n):
    """n free ports, each with its successor free too (Kafka's controller takes that)."""
    found = []
    while len(found) < n:
        with socket.socket() as a, socket.socket() as b:
            a.bind(("127.0.0.1", 0))
            port = a.getsockname()[1]
            try:
                b.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            found.append(port)
    return found


class Broker:
    def __init__(self, name, command, port):
        self.name, self.port = name, port
        self.log = tempfile.NamedTemporaryFile("w", suffix=".log", delete=False)
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        end = time.time() + 60
        while time.time() < end:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        sys.exit(f"{name} does not listen; see {self.log.name}")

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def memory(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as f:
            return int(re.search(what + r":\s+(\d+)", f.read()).group(1)) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def tool(kafka, *args):
    done = subprocess.run([f"{kafka}/bin/tool", *args], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{args}: {done.stdout[-500:]} {done.stderr[-500:]}")
    return done.stdout


def produce(kafka, broker, topic, records, size, compression):
    out = tool(kafka, "perf-producer", "--topic", topic, "--num-records", str(records), "--record-size", str(size), "--throughput", "-1",
               "--command-property", f"bootstrap.servers={broker.address}", f"compression.type={compression}", "linger.ms=5", "batch.size=65536")
    return float(re.findall(r"\(([\d.]+) MB/sec\)", out)[-1])


def consume(kafka, broker, topic, records):
    out = tool(kafka, "perf-consumer", "--bootstrap-server", broker.address, "--topic", topic, "--num-records", str(records), "--timeout", "60000")
    return float(out.strip().split("\n")[-1].split(",")[3])


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--connect", required=True)
    p.add_argument("--kafka", required=True)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--records-mb", type=int, default=200, help="megabytes written in each run")
    p.add_argument("--only", default="", help="a regular expression over 'SIZE PARTITIONS COMPRESSION'")
    o = p.parse_args()
    data = tempfile.mkdtemp()
    ports = free_ports(2)
    brokers = [
        Broker("connect", [o.connect, "broker", "--port", str(ports[0]), "--data", f"{data}/connect"], ports[0]),
        Broker("kafka", [f"{o.kafka}/bin/broker", f"{data}/kafka", str(ports[1])], ports[1]),
    ]
    try:
        print("| record | partitions | compression | | produce MB/s | CPU s / M records | consume MB/s | CPU s / M records | RSS MB |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for size in (100, 1024):
            for partitions in (1, 8):
                for compression in ("none", "lz4"):
                    case = f"{size} {partitions} {compression}"
                    if re.search(o.only, case):
                        measure(o, brokers, size, partitions, compression)
        for b in brokers:
            print(f"\n{b.name}: resident memory at its peak {b.memory('VmHWM'):.0f} MB, at the end {b.memory():.0f} MB")
    finally:
        for b in brokers:
            b.stop()
        shutil.rmtree(data, ignore_errors=True)


def measure(o, brokers, size, partitions, compression):
    records = o.records_mb * 1024 * 1024 // size
    results = {b.name: [] for b in brokers}
    for round_ in range(o.rounds + 1):  # the first one warms up
        for b in brokers if round_ % 2 == 0 else brokers[::-1]:
            topic = f"perf-{size}-{partitions}-{compression}-{round_}"
            tool(o.kafka, "topics", "--bootstrap-server", b.address, "--create", "--topic", topic, "--partitions", str(partitions))
            c0 = b.cpu()
            written = produce(o.kafka, b, topic, records, size, compression)
            c1 = b.cpu()
            read = consume(o.kafka, b, topic, records)
            c2 = b.cpu()
            if round_ > 0:
                results[b.name].append((written, (c1 - c0) * 1e6 / records, read, (c2 - c1) * 1e6 / records, b.memory()))
            tool(o.kafka, "topics", "--bootstrap-server", b.address, "--delete", "--topic", topic)
    for name, rows in results.items():
        m = [statistics.median(column) for column in zip(*rows)]
        print(f"| {size} B | {partitions} | {compression} | {name} | {m[0]:.0f} | {m[1]:.2f} | {m[2]:.0f} | {m[3]:.2f} | {m[4]:.0f} |", flush=True)
    pairs = list(zip(results["connect"], results["kafka"]))
    ratio = [statistics.median(a[i] / b[i] if b[i] else float("nan") for a, b in pairs) for i in range(5)]
    print(f"| | | | connect / kafka | {ratio[0]:.2f} | {ratio[1]:.2f} | {ratio[2]:.2f} | {ratio[3]:.2f} | {ratio[4]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
