import assert from 'node:assert/strict';
import { toScopes } from '../../src/app/rows/explorer/scopes.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { countsPerTurn } from '../../src/service/store/countTurns.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { report } from './harness.ts';
import { openStore } from './harnessAccount.ts';

/**
 * Requests of one refresh of the sample account while its explorer shows pools, jobs, and the failed and running tasks
 * of one job, and nothing has changed. Target: one per visible list, one for the nodes of all pools, and one for each
 * active job that is due: the service counts tasks job by job, and recent counts are reused.
 */
const openJob = 'frames';
const shown: readonly ExplorerPlace[] = [
  { kind: 'account' },
  { kind: 'taskGroup', jobId: openJob, group: 'failed' },
  { kind: 'taskGroup', jobId: openJob, group: 'running' },
];

// Time stands still, so that nothing changes.
const simulator = await startSimulator({ scenario: 'sample', clock: new SteppedClock(Date.now()) });
const store = openStore(simulator);
const scopes = shown.flatMap(toScopes);
await Promise.all(scopes.map((scope) => store.load(scope)));
const jobs = store.snapshot.slice({ kind: 'jobs' }).items;
await store.loadTaskCounts(jobs.map(({ id }) => id));

const before = store.snapshot;
const sent = simulator.requests.length;
await store.refresh(scopes);
const requests = simulator.requests.length - sent;
const isUnchanged = scopes.every((scope) => store.snapshot.slice(scope).items === before.slice(scope).items);
const active = jobs.filter(({ state }) => state === 'active').length;
const wanted = scopes.length + 1 + Math.min(countsPerTurn, active);
store.dispose();
await simulator.close();
report({ name: 'refresh-requests', value: requests, unit: 'count', runs: 1 });
assert.ok(isUnchanged, 'nothing has changed');
assert.ok(requests <= wanted, `${requests} requests instead of ${wanted}`);
