#!/usr/bin/env python3
"""Measures how soon a published broker serves after its process has started, and what it holds with 1,000 partitions.

    bench/broker/start.py --connect OUT/connect [--kafka KAFKA_DIR] [--runs 10]

"Serves" means: an ApiVersions request is answered. With --kafka, Kafka's own tools create a topic of 1,000 partitions and write to all of them.
"""
import argparse
import re
import shutil
import socket
import statistics
import struct
import subprocess
import tempfile
import time

from compare import Broker, free_ports, tool

API_VERSIONS = struct.pack(">ihhih1s", 11, 18, 0, 1, 1, b"b")


def serves(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as s:
            s.sendall(API_VERSIONS)
            return len(s.recv(4)) > 0
    except OSError:
        return False


def start_once(connect, data):
    port = free_ports(1)[0]
    begun = time.perf_counter()
    process = subprocess.Popen([connect, "broker", "--port", str(port), "--data", data], stderr=subprocess.DEVNULL)
    while not serves(port):
        time.sleep(0.002)
    took = time.perf_counter() - begun
    with open(f"/proc/{process.pid}/status") as f:
        resident = int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1)) / 1024
    process.terminate()
    process.wait(30)
    return took, resident


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--connect", required=True)
    p.add_argument("--kafka")
    p.add_argument("--runs", type=int, default=10)
    o = p.parse_args()
    data = tempfile.mkdtemp()
    try:
        runs = [start_once(o.connect, f"{data}/start") for _ in range(o.runs + 1)][1:]
        times = [t for t, _ in runs]
        print(f"ready after {statistics.median(times):.3f} s (of {o.runs}: {min(times):.3f} to {max(times):.3f}), "
              f"resident {statistics.median(r for _, r in runs):.0f} MB")
        if o.kafka:
            thousand(o, data)
    finally:
        shutil.rmtree(data, ignore_errors=True)


def thousand(o, data):
    port = free_ports(1)[0]
    command = [o.connect, "broker", "--port", str(port), "--data", f"{data}/thousand"]
    broker = Broker("connect", command, port)
    try:
        tool(o.kafka, "topics", "--bootstrap-server", broker.address, "--create", "--topic", "thousand", "--partitions", "1000")
        created = broker.memory()
        tool(o.kafka, "perf-producer", "--topic", "thousand", "--num-records", "200000", "--record-size", "100", "--throughput", "-1",
             "--command-property", f"bootstrap.servers={broker.address}", "batch.size=1", "partitioner.class=org.apache.kafka.clients.producer.RoundRobinPartitioner")
        offsets = tool(o.kafka, "offsets", "--bootstrap-server", broker.address, "--topic", "thousand")
        written = sum(1 for line in offsets.split() if not line.endswith(":0"))
        print(f"1,000 partitions: resident {created:.0f} MB when created, {broker.memory():.0f} MB after writes to {written} of them, "
              f"peak {broker.memory('VmHWM'):.0f} MB")
    finally:
        broker.stop()
    begun = time.perf_counter()
    broker = Broker("connect", command, port)
    while not serves(port):
        time.sleep(0.002)
    print(f"1,000 partitions: ready after {time.perf_counter() - begun:.3f} s when started again (looked at every 50 ms)")
    broker.stop()


if __name__ == "__main__":
    main()
