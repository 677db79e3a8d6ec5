import assert from 'node:assert/strict';
import type { Job } from '../../src/core/model/job.ts';
import type { Task } from '../../src/core/model/task.ts';
import { snapshot } from '../builders/snapshot.ts';
import { newVersion } from '../conformance/rawClient.ts';
import { ratio, sized, timeMs } from './harness.ts';
import { createCauseExplainer } from './harnessAccount.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Measures explaining 10,000 failed tasks of a thousand jobs and grouping them by cause, like the failures view before
 * it has read any log, relative to parsing their JSON. Target: at most 1.5, so that grouping takes about as long as
 * loading.
 */
const fewestTasks = sized(9_900, 1);

interface Listed {
  readonly job: Job;
  /** Response bodies of the service, page by page. */
  readonly texts: readonly string[];
}

const simulator = await startSimulatorProcess(sized('million', 'sample'));

async function listAll(path: string, filter: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const texts: string[] = [];
  let query: Readonly<Record<string, string>> | undefined = filter;
  while (query !== undefined) {
    const { text, body } = await simulator.client.send(`GET ${path}`, { version: newVersion, query });
    const next = body['odata.nextLink'];
    texts.push(text);
    query = next === undefined ? undefined : Object.fromEntries(new URL(next).searchParams);
  }
  return texts;
}

/** Returns the items in response bodies. */
function parse<T>(texts: readonly string[]): readonly T[] {
  return texts.flatMap((text): readonly T[] => JSON.parse(text).value);
}

async function listFailures(): Promise<readonly Listed[]> {
  const $filter = "state eq 'completed' and executionInfo/result eq 'failure'";
  const $select = 'id,creationTime,state,stateTransitionTime,commandLine,executionInfo,nodeInfo';
  const listed: Listed[] = [];
  for (const job of parse<Job>(await listAll('/jobs'))) {
    listed.push({ job, texts: await listAll(`/jobs/${job.id}/tasks`, { $filter, $select }) });
  }
  return listed;
}

const listed = await listFailures().finally(() => simulator.close());
const jobs = listed.map(({ job }) => job);
const known = listed
  .reduce(
    (all, { job, texts }) => all.with({ kind: 'failures', jobId: job.id }, parse<Task>(texts)),
    snapshot().with({ kind: 'jobs' }, jobs),
  )
  .build();

await ratio('cluster-10k-failures', {
  ours: () =>
    timeMs(async () => {
      const causes = await createCauseExplainer()(known);
      const hit = causes.reduce((sum, { failures }) => sum + failures.length, 0);
      assert.ok(hit >= fewestTasks, `${hit} failures have a cause`);
    }),
  reference: () =>
    timeMs(() => {
      const parsed = listed.reduce((sum, { texts }) => sum + parse<Task>(texts).length, 0);
      assert.ok(parsed >= fewestTasks, `${parsed} tasks`);
    }),
});
