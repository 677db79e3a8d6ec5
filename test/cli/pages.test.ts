import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import type { ExplanationTarget } from '../../src/app/explain/explained.ts';
import { toLastingFingerprint } from '../../src/core/failures/failingKinds.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { isFailed } from '../../src/core/model/task.ts';
import { toLink } from '../../src/core/places/address.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { type ColdApp, openCold } from '../app/support/coldApp.ts';
import { timeOf } from '../fakes/timeOf.ts';
import { root } from '../workbench/places.ts';
import { toCommonText } from './commonText.ts';

interface Said {
  readonly resource: Resource;
  readonly cause?: string;
  readonly title: string;
  readonly text: string;
}

interface FoundCause {
  readonly fingerprint: string;
  readonly title: string;
  readonly example: Resource;
}

suite('the command line and the pages', () => {
  // The command line, in a separate process, uses the computer's time.
  const clock = new SteppedClock(Date.now());
  let simulator: Simulator;
  let cold: ColdApp;

  before(async () => {
    // Time stands still, so that later reads are the same.
    simulator = await startSimulator({ scenario: 'sample', clock });
    cold = openCold(simulator, timeOf(clock));
  });

  after(async () => {
    cold.close();
    await simulator.close();
  });

  async function runCli<T>(...args: readonly string[]): Promise<T> {
    const { accountKey, accountName, url } = simulator;
    const env = {
      ...process.env,
      LC_ALL: 'C',
      AZURE_BATCH_ACCOUNT: accountName,
      AZURE_BATCH_ACCESS_KEY: accountKey,
      AZURE_BATCH_ENDPOINT: url,
    };
    const maxBuffer = 64 * 1024 * 1024;
    const cli = path.join(root, 'dist/cli.cjs');
    const run = promisify(execFile)(process.execPath, [cli, ...args, '--json'], { env, maxBuffer });
    // Failures in the account are not a failure of the program.
    const { stdout } = await run.catch((error: { readonly code?: unknown; readonly stdout: string }) => {
      assert.equal(error.code, 1);
      return error;
    });
    return JSON.parse(stdout);
  }

  const readPage = async ({ resource, cause }: Pick<Said, 'resource' | 'cause'>): Promise<string> => {
    const isCause = cause !== undefined && (resource.kind === 'account' || resource.kind === 'job');
    const target = isCause
      ? { resource, document: 'cause', fingerprint: cause }
      : { resource, document: 'explanation' };
    return (await cold.explain(target as ExplanationTarget)).text;
  };

  /** Lists the failed tasks, as addresses of the service. */
  async function listFailedTasks(): Promise<readonly string[]> {
    const { jobs, tasks } = cold.store.service;
    const failed: string[] = [];
    for await (const page of jobs.listJobs())
      for (const job of page)
        for await (const some of tasks.listTasks(job.id))
          failed.push(...some.filter(isFailed).map(({ id }) => `${simulator.url}/jobs/${job.id}/tasks/${id}`));
    return failed;
  }

  test('the command line and the pages agree on every failure of the sample, its causes and the account, with a step for each and no secret', async () => {
    const watching = cold.causes.watch();
    const [failed, { causes }, found] = await Promise.all([
      listFailedTasks(),
      runCli<{ readonly causes: readonly FoundCause[] }>('failures', '--budget', 'none'),
      cold.causes.lookIntoAll(cold.store),
    ]);
    assert.ok(failed.length > 70, `${failed.length} tasks failed`);
    assert.deepEqual(
      causes.map(({ fingerprint }) => fingerprint).sort(),
      found.causes.map(({ cluster }) => toLastingFingerprint(cluster)).sort(),
    );
    const others = causes.flatMap(({ example }) => {
      if (example.kind === 'job') return [`${simulator.url}/jobs/${example.jobId}`];
      if (example.kind === 'pool') return [`${simulator.url}/pools/${example.poolId}`];
      return example.kind === 'node' ? [`${simulator.url}/pools/${example.poolId}/nodes/${example.nodeId}`] : [];
    });
    assert.ok(others.length >= 5, 'nodes, pools and jobs failed, too');
    const account = { kind: 'account', accountId: cold.store.account.id } as const;
    const links = causes.map(({ fingerprint }) =>
      toLink('vscode', { resource: account, document: 'cause', fingerprint }),
    );
    const own = toLink('vscode', { resource: account, document: 'explanation' });
    // The account first and last: reading other pages does not change it.
    const addresses = [own, ...failed, ...others, ...links, own];
    const said = await runCli<readonly Said[]>('explain', '--complete', ...addresses);
    assert.equal(said.length, addresses.length);
    for (const one of said) {
      assert.equal(toCommonText(one.text), toCommonText(await readPage(one)), one.title);
      assert.doesNotMatch(one.text, /sig=(?!\[hidden\])/, one.title);
      if (one.resource.kind === 'task')
        assert.match(one.text, /\n## Why\n\n\S[\s\S]*\n## What to do\n\n1\. /, one.title);
    }
    // The logs of three causes are gone, so their reasons may be the same as those of others.
    const reasons = `for ≥ ${causes.length - 3} different reasons`;
    const listed = `Of ${causes.length} causes, 3 may be the same as others, because only their exit codes are known.`;
    for (const one of [said[0], said.at(-1)])
      assert.ok(one?.text.includes(reasons) && one.text.includes(listed), one?.text);
    watching.dispose();
  });

  test('the command line and the pages agree on why jobs wait, even if the pool is explained first, with few requests', async () => {
    await clock.advance(60_000);
    const [said] = await runCli<readonly Said[]>('explain', `${simulator.url}/pools/risk-nightly`);
    assert.equal(
      said?.title,
      'The nodes in pool risk-nightly work, but the preparation task for job nightly fails there',
    );
  });
});
