import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Task } from '../../src/core/model/task.ts';
import type * as ServiceBundle from '../../src/service/service.ts';
import { root } from '../workbench/places.ts';
import { collectGarbage, ratio, sized, timeMs } from './harness.ts';

/**
 * Measures listing 100,000 tasks of 2.5 kB from another process, as the explorer does with the shipped bundle, relative
 * to plain HTTP with the same socket settings and `JSON.parse`. Both keep all tasks.
 */
const taskCount = sized(100_000, 2000);
const maxSockets = 6;

const { connect }: typeof ServiceBundle = createRequire(import.meta.url)(path.join(root, 'dist/service.cjs'));

async function startServer(): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [path.join(root, 'test/fakes/taskServer.ts'), String(taskCount)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { process: child, url: String(line).trim() };
}

async function listWithService(url: string): Promise<readonly Task[]> {
  const service = connect({
    account: { id: 'bench', name: 'bench', endpoint: url, authentication: 'sharedKey' },
    credential: { kind: 'sharedKey', accountName: 'bench', key: Buffer.from('bench').toString('base64') },
  });
  const tasks: Task[] = [];
  for await (const page of service.tasks.listTasks('frames')) tasks.push(...page);
  service.dispose();
  return tasks;
}

async function listWithPlainHttp(url: string): Promise<readonly unknown[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets });
  const tasks: unknown[] = [];
  let next: string | undefined = `${url}/jobs/frames/tasks?api-version=2025-06-01`;
  while (next !== undefined) {
    const page = JSON.parse(await getText(next, agent));
    tasks.push(...page.value);
    next = page['odata.nextLink'];
  }
  agent.destroy();
  return tasks;
}

function getText(url: string, agent: http.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

/** Measures the time of one listing, without garbage from the one before. */
async function measure(list: () => Promise<readonly unknown[]>): Promise<number> {
  collectGarbage();
  let listed: readonly unknown[] = [];
  const ms = await timeMs(async () => {
    listed = await list();
  });
  assert.equal(listed.length, taskCount);
  return ms;
}

const server = await startServer();
try {
  await ratio('list-100k', {
    ours: () => measure(() => listWithService(server.url)),
    reference: () => measure(() => listWithPlainHttp(server.url)),
  });
} finally {
  server.process.kill();
}
