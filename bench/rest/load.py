#!/usr/bin/env python3
"""Measures the REST API of a published worker with many connectors on one silo.

    dotnet publish src/Silo -c Release -o OUT
    dotnet build bench/rest/Idle -c Release
    bench/rest/load.py --connect OUT/connect [--connectors 1000] [--tasks 4] [--writers 8]

Creates the connectors by parallel writers, then asks for everything again and again, changes configurations, and creates single connectors until their status says
RUNNING. Percentiles are of single requests over kept connections; CPU is that of the worker's process.
"""
import argparse
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method, path, body=None, headers=None):
        data = None if body is None else json.dumps(body).encode()
        self.connection.request(method, path, data, {**({"Content-Type": "application/json"} if data else {}), **(headers or {})})
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def percentile(times, p):
    return sorted(times)[min(len(times) - 1, int(len(times) * p / 100))] * 1000


def line(name, times):
    print("%-40s n=%-5d p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms" % (name, len(times), percentile(times, 50), percentile(times, 99), max(times) * 1000), flush=True)


def cpu(pid):
    fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    text = pathlib.Path("/proc/%d/status" % pid).read_text()
    return int(text.split("VmRSS:")[1].split()[0]) // 1024


def config(tasks, n):
    return {"connector.class": "bench.IdleSourceConnector", "tasks.max": str(tasks), "topic": "topic-%d" % n,
            "key.converter": "org.apache.kafka.connect.storage.StringConverter", "errors.tolerance": "none", "batch.size": "1000"}


def until_running(client, name, tasks, since, seconds=30):
    while time.monotonic() - since < seconds:
        status, body = client.call("GET", "/connectors/%s/status" % name)
        if status == 200:
            state = json.loads(body)
            if state["connector"]["state"] == "RUNNING" and len(state["tasks"]) == tasks and all(t["state"] == "RUNNING" for t in state["tasks"]):
                return time.monotonic() - since
        time.sleep(0.004)
    raise SystemExit("%s did not run within %d seconds" % (name, seconds))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--connect", required=True)
    parser.add_argument("--connectors", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=4)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    plugin = HERE / "Idle/bin/Release/net10.0"
    with tempfile.TemporaryDirectory(prefix="connect-load-") as folder:
        port = free_port()
        command = [options.connect, "connect", "--data", folder, "--port", str(free_port()), "--rest-port", str(port), "--set", "plugin.path=" + str(plugin)]
        log = open(os.path.join(folder, "log"), "w")
        worker = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            run(options, port, worker)
        except BaseException:
            print(pathlib.Path(folder, "log").read_text()[-3000:])
            raise
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait(60)


def run(options, port, worker):
    client = Client(port)
    end = time.monotonic() + 30
    while True:
        try:
            if client.call("GET", "/connectors")[0] == 200:
                break
        except OSError:
            client = Client(port)
        if time.monotonic() > end or worker.poll() is not None:
            raise SystemExit("the worker did not start")
        time.sleep(0.05)

    codes, times, lock = {}, [], threading.Lock()

    def writer(first):
        own = Client(port)
        for n in range(first, options.connectors, options.writers):
            start = time.monotonic()
            status, _ = own.call("POST", "/connectors", {"name": "c%04d" % n, "config": config(options.tasks, n)})
            with lock:
                times.append(time.monotonic() - start)
                codes[status] = codes.get(status, 0) + 1

    start, used = time.monotonic(), cpu(worker.pid)
    threads = [threading.Thread(target=writer, args=(w,)) for w in range(options.writers)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    created = time.monotonic() - start
    end = time.monotonic() + 120
    while True:
        status, body = client.call("GET", "/connectors?expand=status")
        done = sum(1 for c in json.loads(body).values() if len(c["status"]["tasks"]) == options.tasks and all(t["state"] == "RUNNING" for t in c["status"]["tasks"]))
        if done == options.connectors or time.monotonic() > end:
            break
        time.sleep(0.2)
    print("%d creates by %d writers: %.1f s, answers %s; all tasks of %d running after %.1f s; %.1f CPU-s; %d MB" % (
        options.connectors, options.writers, created, codes, done, time.monotonic() - start, cpu(worker.pid) - used, memory(worker.pid)), flush=True)
    line("create, 8 writers", times)

    for name, path in (("expand=info&expand=status", "/connectors?expand=info&expand=status"), ("list of names", "/connectors"), ("status of one", "/connectors/c0001/status")):
        times, sizes, used = [], [], cpu(worker.pid)
        for _ in range(options.rounds):
            start = time.monotonic()
            status, body = client.call("GET", path, headers={"Accept-Encoding": "gzip"})
            times.append(time.monotonic() - start)
            sizes.append(len(body))
        line("%s (%d kB)" % (name, sizes[-1] // 1024), times)
        print("    %.2f ms CPU each" % ((cpu(worker.pid) - used) / options.rounds * 1000))

    for name in "PUT config, the first", "PUT config":
        times = []
        for n in range(options.rounds):
            start = time.monotonic()
            status, _ = client.call("PUT", "/connectors/c%04d/config" % (n % options.connectors), {**config(options.tasks, n), "batch.size": name + str(n)})
            times.append(time.monotonic() - start)
            assert status == 200, status
        line(name, times)

    times = []
    for n in range(options.rounds):
        name, start = "extra%d" % n, time.monotonic()
        status, _ = client.call("POST", "/connectors", {"name": name, "config": config(options.tasks, n)})
        assert status == 201, status
        times.append(until_running(client, name, options.tasks, start))
    line("create until RUNNING", times)
    before, start = cpu(worker.pid), time.monotonic()
    time.sleep(5)
    print("idle: %.2f CPU-s a minute, %d MB" % ((cpu(worker.pid) - before) / (time.monotonic() - start) * 60, memory(worker.pid)))


if __name__ == "__main__":
    main()
