import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import mongoose, { type mongo } from 'mongoose';
import { uuidv7 } from '../../bot/id.ts';
import { needs } from './parts.ts';
import { freePort } from './server.ts';

/** A real replica set of one or three nodes on this machine. */
export interface ReplicaSet {
  /** Names no database: each test takes one of its own with `database`. */
  uri: string;
  nodes: readonly Node[];
  /** The address with a fresh database. */
  database(): string;
  /** A connection to the set for the test's own questions. */
  admin<T>(ask: (client: mongo.MongoClient) => Promise<T>): Promise<T>;
  /** Resolves when there is a primary that takes writes. */
  primary(): Promise<Node>;
  stop(): Promise<void>;
}

export interface Node {
  host: string;
  /** SIGKILL by default; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Starts again on the same port and data. */
  start(): Promise<void>;
}

const NAME = 'rs0';
const children = new Set<ChildProcess>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let shared: Promise<ReplicaSet> | undefined;

/** The one-node replica set that all tests of this process share. */
export function sharedMongod(test: Context): Promise<ReplicaSet> {
  const binary = needs(test, 'mongod');
  shared ??= startReplicaSet(binary, 1);
  return shared;
}

/** A replica set of its own, for tests that stop its nodes. */
export function ownMongod(test: Context, size: 1 | 3): Promise<ReplicaSet> {
  return startReplicaSet(needs(test, 'mongod'), size);
}

/** A server that belongs to no replica set. */
export async function loneMongod(test: Context): Promise<Node> {
  const node = await createNode(needs(test, 'mongod'), []);
  await node.start();
  return node;
}

async function startReplicaSet(binary: string, size: number): Promise<ReplicaSet> {
  const nodes: Node[] = [];
  for (let n = 0; n < size; n += 1) nodes.push(await createNode(binary));
  await Promise.all(nodes.map((node) => node.start()));
  const uri = `mongodb://${nodes.map((node) => node.host).join(',')}/?replicaSet=${NAME}`;
  const settings = { electionTimeoutMillis: 2_000, heartbeatIntervalMillis: 500, heartbeatTimeoutSecs: 2, chainingAllowed: true };
  await connected(`mongodb://${nodes[0]?.host}/?directConnection=true`, (client) =>
    client.db('admin').command({ replSetInitiate: { _id: NAME, settings, members: nodes.map((node, _id) => ({ _id, host: node.host })) } }));
  const set: ReplicaSet = {
    uri, nodes,
    database: () => uri.replace('/?', `/t${uuidv7().replaceAll('-', '')}?`),
    admin: (ask) => connected(uri, ask),
    primary: () => primaryOf(uri, nodes),
    async stop() {
      await Promise.all(nodes.map((node) => node.kill()));
    },
  };
  await set.primary();
  return set;
}

async function createNode(binary: string, member = ['--replSet', NAME]): Promise<Node> {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-mongod-'));
  folders.add(folder);
  const port = await freePort();
  let child: ChildProcess | undefined;
  const args = [
    ...member, '--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', folder, '--nounixsocket', '--quiet',
    '--oplogSize', '64', '--wiredTigerCacheSizeGB', '0.3', '--setParameter', 'diagnosticDataCollectionEnabled=false',
  ];
  return {
    host: `127.0.0.1:${port}`,
    async start() {
      const started = spawn(binary, args, { stdio: ['ignore', 'ignore', 'inherit'] });
      children.add(started);
      child = started;
      started.once('exit', () => children.delete(started));
      await connected(`mongodb://127.0.0.1:${port}/?directConnection=true`, (client) => client.db('admin').command({ ping: 1 }), 20_000);
    },
    signal: (signal) => void child?.kill(signal),
    async kill(signal = 'SIGKILL') {
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill(signal);
      await gone;
    },
  };
}

/** The node that says of itself that it is the writable primary. */
async function primaryOf(uri: string, nodes: readonly Node[]): Promise<Node> {
  for (let tries = 0; tries < 600; tries += 1) {
    const host = await connected(uri, async (client) => (await client.db('admin').command({ hello: 1 })).primary as string | undefined).catch(() => undefined);
    const node = nodes.find((one) => one.host === host);
    if (node) return node;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the replica set has no primary');
}

async function connected<T>(uri: string, ask: (client: mongo.MongoClient) => Promise<T>, patienceMs = 5_000): Promise<T> {
  const client = new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: patienceMs, connectTimeoutMS: 2_000 });
  try {
    await client.connect();
    return await ask(client);
  } finally {
    await client.close();
  }
}
