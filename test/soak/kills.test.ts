import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RealClock } from '../../src/simulator/clock.ts';
import { poolBody, type RawBody, RawClient, type RawReply } from '../conformance/rawClient.ts';
import { root, runsSource } from '../workbench/places.ts';
import { drawFrom, pick, soakOptions } from './soakOptions.ts';

/**
 * A persistent simulator is killed at random moments while several clients write and programs run. Everything that it
 * acknowledged still holds after the next start, including files; unacknowledged writes may be kept or lost.
 */
const kills = process.env['SOAK_HOURS'] === undefined ? 3 : 200;
const clients = 4;
const longestLifeMs = 700;
/** Maximum number of jobs; checking an account that grows with each kill would take longer than the kills. */
const mostJobs = 12;
/** Number of outputs that are read in parallel. */
const readers = 16;
const draw = drawFrom(soakOptions.seed);

const folder = await mkdtemp(path.join(tmpdir(), 'simulator-kills-'));
after(() => rm(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  readonly client: RawClient;
}

async function start(): Promise<Running> {
  const main = path.join(root, 'src/simulator/main.ts');
  const args = [runsSource, main, '--state', folder, '--speed', '20', '--quiet'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, client: new RawClient(JSON.parse(String(line)), new RealClock()) };
}

async function end({ child }: Running, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const closed = once(child, 'close');
  child.kill(signal);
  await closed;
}

/** Known state of a resource: the last answer, or nothing while an answer is pending. */
type Known<T> = T | 'gone' | 'unknown';

interface KnownJob {
  priority: number | 'unknown';
  readonly tasks: Map<string, Known<'there'>>;
}

const jobs = new Map<string, Known<KnownJob>>();
/** Output of succeeded tasks, by job and task. */
const outputs = new Map<string, string>();
let names = 0;

function nextName(kind: string): string {
  names += 1;
  return `${kind}-${names}`;
}

/** Resources that no other client writes at the moment. */
const taken = new Set<string>();

function listJobs(): readonly (readonly [string, KnownJob])[] {
  return [...jobs].flatMap(([id, job]) => (typeof job === 'object' && !taken.has(id) ? [[id, job] as const] : []));
}

/** Performs one write, and updates the known state. Rejects if the simulator was killed before its answer. */
async function write(client: RawClient): Promise<void> {
  const send = async (what: string, body?: unknown): Promise<RawReply> => {
    const reply = await client.send(what, body === undefined ? {} : { body });
    assert.ok(reply.status < 500, `${what}: ${reply.status} ${reply.text}`);
    return reply;
  };
  const known = listJobs();
  const dice = draw();
  const isFull = known.length >= mostJobs;
  if (known.length < 3 || (dice < 0.05 && !isFull)) {
    const id = nextName('job');
    jobs.set(id, 'unknown');
    await send('POST /jobs', { id, priority: 1, poolInfo: { poolId: 'p' } });
    jobs.set(id, { priority: 1, tasks: new Map() });
    return;
  }
  const [jobId, job] = pick(known, draw);
  taken.add(jobId);
  try {
    if (dice < (isFull ? 0.12 : 0.08)) {
      jobs.set(jobId, 'unknown');
      await send(`DELETE /jobs/${jobId}`);
      jobs.set(jobId, 'gone');
    } else if (dice < 0.3) {
      job.priority = 'unknown';
      const priority = Math.floor(draw() * 1000);
      await send(`PATCH /jobs/${jobId}`, { priority });
      job.priority = priority;
    } else if (dice < 0.45 && job.tasks.size > 0) {
      const id = pick([...job.tasks.keys()], draw);
      const isThere = job.tasks.get(id) === 'there';
      job.tasks.set(id, 'unknown');
      const { status } = await send(`DELETE /jobs/${jobId}/tasks/${id}`);
      assert.ok(!isThere || status === 200, `${jobId}/${id} is not there`);
      job.tasks.set(id, 'gone');
      outputs.delete(`${jobId}/${id}`);
    } else {
      const ids = Array.from({ length: 1 + Math.floor(draw() * 20) }, () => nextName('task'));
      for (const id of ids) job.tasks.set(id, 'unknown');
      const value = ids.map((id) => ({
        id,
        commandLine: `/bin/sh -c "echo ${id}; sleep 0.0${Math.floor(draw() * 10)}"`,
      }));
      await send(`POST /jobs/${jobId}/addtaskcollection`, { value });
      for (const id of ids) job.tasks.set(id, 'there');
    }
  } finally {
    taken.delete(jobId);
  }
}

/** Writes until the simulator is killed. */
async function writeOn(running: Running, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      await write(running.client);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      return;
    }
  }
}

/** Asserts that everything that was acknowledged still holds. */
async function check({ client }: Running): Promise<void> {
  const listed = new Map((await listAll(client, '/jobs')).map((job) => [String(job['id']), job]));
  const ended: (readonly [jobId: string, taskId: string])[] = [];
  for (const [id, job] of jobs) {
    if (job === 'unknown') continue;
    const found = listed.get(id);
    if (job === 'gone') {
      // The job may still be in deletion.
      assert.ok(found === undefined || found['state'] === 'deleting', `${id} is there`);
      continue;
    }
    assert.ok(found !== undefined, `${id} is gone`);
    if (job.priority !== 'unknown') assert.equal(found['priority'], job.priority, id);
    const there = new Map(
      (await listAll(client, `/jobs/${id}/tasks`)).map((task) => [String(task['id']), task['state']]),
    );
    for (const [taskId, known] of job.tasks) {
      if (known !== 'unknown') assert.equal(there.has(taskId), known === 'there', `${id}/${taskId} is ${known}`);
    }
    for (const [taskId, state] of there) {
      if (state === 'completed') ended.push([id, taskId]);
      else assert.equal(outputs.has(`${id}/${taskId}`), false, `${id}/${taskId} had ended`);
    }
  }
  const reading = ended.values();
  await Promise.all(
    Array.from({ length: readers }, async () => {
      for (const [jobId, taskId] of reading) await checkOutput(client, jobId, taskId);
    }),
  );
}

async function listAll(client: RawClient, what: string): Promise<readonly RawBody[]> {
  const all: RawBody[] = [];
  for (let query: Readonly<Record<string, string>> | undefined = {}; query !== undefined; ) {
    const { body, status, text }: RawReply = await client.send(`GET ${what}`, { query });
    assert.equal(status, 200, `${what}: ${text}`);
    all.push(...(body.value ?? []));
    const next: unknown = body['odata.nextLink'];
    query = typeof next === 'string' ? Object.fromEntries(new URL(next).searchParams) : undefined;
  }
  return all;
}

async function checkOutput(client: RawClient, jobId: string, taskId: string): Promise<void> {
  const { status, text } = await client.send(`GET /jobs/${jobId}/tasks/${taskId}/files/stdout.txt`);
  assert.equal(status, 200, `${jobId}/${taskId}: ${text}`);
  assert.equal(text, `${taskId}\n`);
  outputs.set(`${jobId}/${taskId}`, text);
}

/** Lists the processes that were started on nodes of this folder. */
async function listPrograms(): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const environments = await Promise.all(ids.map((id) => readFile(`/proc/${id}/environ`, 'utf8').catch(() => '')));
  return ids.filter((_, index) => environments[index]?.includes(`AZ_BATCH_NODE_ROOT_DIR=${folder}`));
}

test(`after ${kills} kills, no acknowledged data is lost`, { timeout: kills * 300_000 }, async (context) => {
  let running = await start();
  await running.client.send('POST /pools', { body: poolBody('p', 3, { taskSlotsPerNode: 4 }) });
  for (let kill = 0; kill < kills; kill += 1) {
    let isOver = false;
    const written = Array.from({ length: clients }, () => writeOn(running, () => isOver));
    await setTimeout(draw() * longestLifeMs);
    await end(running, 'SIGKILL');
    isOver = true;
    await Promise.all(written);
    running = await start();
    await check(running).catch((cause: unknown) => {
      throw new Error(`seed ${soakOptions.seed}, kill ${kill + 1}`, { cause });
    });
  }
  // On a busy machine, it is possible that no simulator lived long enough for a task to end.
  await running.client.send('POST /$simulator/waituntilidle', { body: { within: 'PT1H' } });
  await check(running);
  await end(running, 'SIGTERM');
  assert.deepEqual(await listPrograms(), []);
  const counts = { kills, jobs: jobs.size, tasksThatEnded: outputs.size, seed: soakOptions.seed };
  context.diagnostic(JSON.stringify(counts));
  assert.ok(outputs.size > 0, 'no task ever ended');
});
