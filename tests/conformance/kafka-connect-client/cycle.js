// The life of a connector through kafka-connect-client, against a worker that is there:   node cycle.js HOST PORT FOLDER
// Prints a line for each check and "N passed, N failed" as its last line.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const path = require("node:path");
const axios = require("axios");
const { KafkaConnectClient } = require("kafka-connect-client");

const [host, port, folder] = process.argv.slice(2);
const client = new KafkaConnectClient({ protocol: "http", host, port: Number(port) });
const name = `node-${process.pid}`;
const file = path.join(folder, "in.txt");
const config = { "connector.class": "FileStreamSource", file, topic: `${name}-topic`, "tasks.max": "1" };
const connector = client.connector(name);
const url = `http://${host}:${port}/connectors/${name}`;
let passed = 0;
let failed = 0;

async function check(what, run) {
  try {
    await run();
    passed++;
    console.log(`ok ${what}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${what}: ${error.message} ${JSON.stringify(error.response?.data ?? "")}`);
  }
}

async function until(state, tasks) {
  const end = Date.now() + 30_000;
  for (;;) {
    const { data } = await connector.getStatus();
    if (data.connector.state === state && data.tasks.length === tasks && data.tasks.every((t) => t.state === state)) return data;
    if (Date.now() > end) throw new Error(`never ${state} with ${tasks} tasks: ${JSON.stringify(data)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function refused(status, promise) {
  await assert.rejects(promise, (error) => error.response?.status === status && error.response.data.error_code === status);
}

async function main() {
  fs.writeFileSync(file, "one\ntwo\n");
  await check("getCluster", async () => assert.match((await client.getCluster()).data.version, /^\d+\.\d+\.\d+/));
  await check("getConnectors", async () => assert.ok(Array.isArray((await client.getConnectors()).data)));
  await check("getConnectorPlugins", async () => {
    assert.ok((await client.getConnectorPlugins()).data.every((p) => p.type === "sink" || p.type === "source"));
    assert.ok((await client.getConnectorPlugins({ connectorsOnly: false })).data.some((p) => p.type === "transformation"));
  });
  await check("validateConnectorConfig", async () => {
    const { data } = await client.validateConnectorConfig("FileStreamSource", { "connector.class": "FileStreamSource" });
    assert.ok(data.error_count >= 2, `${data.error_count} errors`);
  });
  await check("createConnector refuses what is wrong", () => refused(400, client.createConnector(name, { "connector.class": "FileStreamSource" })));
  await check("createConnector", async () => {
    const answer = await client.createConnector(name, config);
    assert.equal(answer.status, 201);
    assert.deepEqual(answer.data.config, { ...config, name });
  });
  await check("createConnector twice", () => refused(409, client.createConnector(name, config)));
  await check("getStatus", () => until("RUNNING", 1));
  await check("get", async () => assert.deepEqual((await connector.get()).data.tasks, [{ connector: name, task: 0 }]));
  await check("getConfig", async () => assert.deepEqual((await connector.getConfig()).data, { ...config, name }));
  await check("getTasks", async () => assert.equal((await connector.getTasks()).data[0].config.file, file));
  await check("getTaskStatus", async () => assert.equal((await connector.getTaskStatus(0)).data.state, "RUNNING"));
  // The client reads the topics from a text as if it were an object, whatever answers, and sends the flags of a restart as a body: both are asked for without it.
  await check("topics", async () => {
    const end = Date.now() + 30_000;
    while (!(await axios.get(`${url}/topics`)).data[name].topics.length) assert.ok(Date.now() < end, "no topic was used");
    assert.deepEqual((await axios.get(`${url}/topics`)).data, { [name]: { topics: [config.topic] } });
  });
  await check("resetTopics", async () => assert.equal((await connector.resetTopics()).status, 202));
  await check("updateConfig", async () => {
    assert.equal((await connector.updateConfig({ ...config, "batch.size": "10" })).status, 200);
    assert.equal((await connector.getConfig()).data["batch.size"], "10");
    await until("RUNNING", 1);
  });
  await check("pause", async () => {
    await connector.pause();
    await until("PAUSED", 1);
  });
  await check("resume", async () => {
    await connector.resume();
    await until("RUNNING", 1);
  });
  await check("restart", async () => {
    assert.equal((await connector.restart()).status, 204);
    assert.equal((await axios.post(`${url}/restart`, undefined, { params: { includeTasks: true, onlyFailed: false } })).status, 202);
    await until("RUNNING", 1);
  });
  await check("restartTask", async () => {
    assert.equal((await connector.restartTask(0)).status, 204);
    await until("RUNNING", 1);
  });
  await check("alterOffsets before it is stopped", () => refused(400, connector.alterOffsets([{ partition: { filename: file }, offset: { position: 4 } }])));
  await check("stop", async () => {
    await connector.stop();
    await until("STOPPED", 0);
  });
  await check("alterOffsets", async () => {
    const offsets = [{ partition: { filename: file }, offset: { position: 4 } }];
    assert.equal((await connector.alterOffsets(offsets)).status, 200);
    assert.deepEqual((await connector.getOffsets()).data.offsets, offsets);
  });
  await check("resetOffsets", async () => {
    assert.equal((await connector.resetOffsets()).status, 200);
    assert.deepEqual((await connector.getOffsets()).data.offsets, []);
  });
  await check("delete", async () => assert.equal((await connector.delete()).status, 204));
  await check("get after delete", () => refused(404, connector.get()));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

main();
