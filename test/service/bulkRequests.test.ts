import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { rebootNode } from '../../src/app/actions/node/reboot.ts';
import { reimageNode } from '../../src/app/actions/node/reimage.ts';
import { executeBulk } from '../../src/app/actions/run/executeBulk.ts';
import { requeueTask } from '../../src/app/actions/task/requeue.ts';
import { retryTask } from '../../src/app/actions/task/retry.ts';
import type { Verb } from '../../src/app/actions/verb/verb.ts';
import { AttemptJournal } from '../../src/app/evidence/attemptJournal.ts';
import type { BulkItem, ItemOutcome } from '../../src/core/changes/bulk/bulkRecord.ts';
import type { NodeResource, TaskResource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { bulkPlan } from '../builders/bulkPlan.ts';
import { type Answer, BatchServer, failure, json, type SeenRequest, text } from '../fakes/batchServer.ts';
import { connectTo } from '../fakes/connect.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { HastyClock } from '../fakes/hastyClock.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { openBulkFolder } from '../fakes/watchedFolder.ts';

/** Tests bulk actions with real verbs over real HTTP: the reported results match the service's actions. */

const nodeIds = Array.from({ length: 12 }, (_, index) => `n${index}`);
const nodes = nodeIds.map(
  (nodeId): BulkItem<NodeResource> => ({
    resource: { kind: 'node', accountId: 'a', poolId: 'p', nodeId },
    before: { state: 'idle' },
  }),
);

const tasks = (ids: readonly string[]): readonly BulkItem<TaskResource>[] =>
  ids.map((taskId) => ({
    resource: { kind: 'task', accountId: 'a', jobId: 'j', taskId },
    before: { executionInfo: { startTime: '2026-11-20T08:00:00Z' } },
  }));

interface Run {
  readonly service: BatchService;
  readonly signal?: AbortSignal;
}

async function run<R extends NodeResource | TaskResource, C extends object>(
  { service, signal = new AbortController().signal }: Run,
  verb: Verb<R, C>,
  choices: C,
  items: readonly BulkItem<R>[],
): Promise<readonly ItemOutcome[]> {
  using place = temporaryFolder();
  const clock = new HastyClock();
  const services = {
    clock,
    getService: async () => service,
    attempts: new AttemptJournal(new NodeFolder(place.path), parseSavedAttempt, Date.now),
    hostKeys: { whileReimaging: (_nodes: unknown, request: () => Promise<void>) => request(), forget: async () => {} },
  };
  const folder = openBulkFolder(place.path);
  const held = await folder.start(bulkPlan(0, { items, verb: verb.id, choices }));
  const bound = verb.bind(services, choices, () => undefined);
  const options = { concurrency: 4, signal, clock };
  const indexes = items.map((_item, index) => index);
  const { outcomes } = await executeBulk(held, bound as never, indexes, options);
  await folder.letGo(held, true);
  return outcomes;
}

/** Returns the ID in a path: `n3` for `/pools/p/nodes/n3/reboot`. */
const idOf = ({ url }: SeenRequest): string => url.split('?')[0]?.split('/')[4] ?? '';

for (const [verb, action] of [
  [rebootNode, 'reboot'],
  [reimageNode, 'reimage'],
] as const) {
  test(`A9-44 a canceled ${action} of several nodes is reported as the service carried it out`, async () => {
    const cancel = new AbortController();
    const acted = new Set<string>();
    const waiting: (() => void)[] = [];
    const act = (response: ServerResponse, request: SeenRequest): void => {
      acted.add(idOf(request));
      waiting.push(() => text(202)(response, request));
      if (waiting.length < 4) return;
      // All four requests are pending, and are answered long after the cancellation.
      cancel.abort();
      setImmediate(() => {
        for (const answer of waiting) answer();
      });
    };
    await using server = await BatchServer.start(act);
    const { service } = connectTo(server.url);
    const outcomes = await run({ service, signal: cancel.signal }, verb, { option: 'requeue' }, nodes);
    assert.deepEqual([...acted].sort(), nodeIds.slice(0, 4));
    for (const [index, { outcome }] of outcomes.entries()) {
      assert.equal(outcome, index < 4 ? 'done' : 'notBegun', nodeIds[index]);
    }
  });
}

test('A9-44 a requeue canceled between its two requests leaves no task terminated', async () => {
  const cancel = new AbortController();
  const states = new Map(['t0', 't1', 't2'].map((id) => [id, 'running']));
  const acted: string[] = [];
  const answer: Answer = (response, request) => {
    const id = idOf(request);
    const reply = (next: Answer): void => next(response, request);
    if (request.url.includes('/terminate')) {
      states.set(id, 'completed');
      acted.push(`terminate ${id}`);
      cancel.abort();
      setImmediate(() => reply(text(204)));
    } else if (request.url.includes('/reactivate')) {
      states.set(id, 'active');
      acted.push(`reactivate ${id}`);
      reply(text(204));
    } else {
      const info = states.get(id) === 'completed' ? { executionInfo: { exitCode: 1, result: 'failure' } } : {};
      reply(json({ id, state: states.get(id), ...info }));
    }
  };
  await using server = await BatchServer.start(answer);
  const { service } = connectTo(server.url);
  const outcomes = await run({ service, signal: cancel.signal }, requeueTask, {}, tasks(['t0', 't1', 't2']));
  for (const [index, { outcome }] of outcomes.entries()) {
    const id = `t${index}`;
    const isTerminated = acted.includes(`terminate ${id}`);
    assert.equal(acted.includes(`reactivate ${id}`), isTerminated, `${id} was left ended: ${acted}`);
    assert.equal(outcome, isTerminated ? 'done' : 'notBegun');
    assert.notEqual(states.get(id), 'completed');
  }
  assert.ok(acted.length >= 2);
});

test('a requeue whose second request is throttled is still completed', async () => {
  let state = 'running';
  let refusals = 7;
  const answer: Answer = (response, request) => {
    const reply = (next: Answer): void => next(response, request);
    if (request.url.includes('/terminate')) {
      state = 'completed';
      reply(text(204));
    } else if (request.url.includes('/reactivate')) {
      if (refusals > 0) {
        refusals -= 1;
        reply(failure(429, 'TooManyRequests', { headers: { 'retry-after': '1' } }));
        return;
      }
      state = 'active';
      reply(text(204));
    } else reply(json({ id: 't0', state, executionInfo: { exitCode: 1, result: 'failure' } }));
  };
  await using server = await BatchServer.start(answer);
  const { service } = connectTo(server.url, { clock: fastClock(100) });
  const [outcome] = await run({ service }, requeueTask, {}, tasks(['t0']));
  assert.equal(outcome?.outcome, 'done');
  assert.equal(state, 'active');
});

test('A9-36 a token that expires at item 400 of 1,000 is renewed once, and the action continues', async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `t${index}`);
  const acted: string[] = [];
  let current = 1;
  let refused = 0;
  const answer: Answer = (response, request) => {
    const reply = (next: Answer): void => next(response, request);
    if (request.headers.authorization !== `Bearer t${current}`) {
      refused += 1;
      reply(failure(401, 'AuthenticationFailed'));
      return;
    }
    if (!request.url.includes('/reactivate')) {
      const isFile = request.url.includes('/files/');
      reply(isFile ? failure(404, 'FileNotFound') : json({ id: idOf(request), ...failed }));
      return;
    }
    acted.push(idOf(request));
    if (acted.length === 400) current = 2;
    reply(text(204));
  };
  await using server = await BatchServer.start(answer);
  let issued = 0;
  const source = {
    async getToken() {
      issued += 1;
      return { token: `t${issued}`, expiresOnMs: Number.MAX_SAFE_INTEGER };
    },
  };
  const { service } = connectTo(server.url, { credential: { kind: 'token', source } });
  const outcomes = await run({ service }, retryTask, {}, tasks(ids));
  assert.ok(outcomes.every(({ outcome }) => outcome === 'done'));
  assert.deepEqual(acted.toSorted(), ids.toSorted());
  assert.equal(issued, 2);
  assert.ok(refused > 0);
});

const failed = { state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };

test('a definition nested 20,000 levels deep does not end the action on the other items', async () => {
  const nested = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const acted: string[] = [];
  const answer: Answer = (response, request) => {
    const reply = (next: Answer): void => next(response, request);
    const id = idOf(request);
    if (request.url.includes('/reactivate')) {
      acted.push(id);
      reply(text(204));
    } else if (id === 't1') {
      const body = JSON.stringify({ id, ...failed }).replace('{', `{"odd":${nested},`);
      reply((answered) => answered.writeHead(200, { 'content-type': 'application/json' }).end(body));
    } else reply(json({ id, ...failed }));
  };
  await using server = await BatchServer.start(answer);
  const { service } = connectTo(server.url);
  const outcomes = await run({ service }, retryTask, {}, tasks(['t0', 't1', 't2', 't3', 't4']));
  for (const index of [0, 2, 3, 4]) assert.equal(outcomes[index]?.outcome, 'done', `t${index}`);
  assert.equal(outcomes[1]?.outcome === 'done', acted.includes('t1'));
});
