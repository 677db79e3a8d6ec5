import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Ajv } from 'ajv';
import { isObject } from '../../src/core/model/shape.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { root } from '../workbench/places.ts';
import { type Ended, runCli, toEnvironment } from './runCli.ts';

/** Machine-readable output: JSON with its published schema, and SARIF. */
const schema: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(path.join(root, 'docs/cli.schema.json'), 'utf8'),
);

/** Returns the schema with all undeclared properties forbidden. */
function toStrict(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toStrict);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, toStrict(entry)]);
  const isClosed = isObject(value['properties']) && value['type'] === 'object';
  return { ...Object.fromEntries(entries), ...(isClosed ? { additionalProperties: false } : {}) };
}

const ajv = new Ajv({ formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)) } });
ajv.addSchema({ ...(toStrict(schema) as object), $id: 'cli' });

/** Lists the violations of the definition with that name in a command's output. */
function findFaults(command: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`cli#/definitions/${command}`);
  assert.ok(validate, command);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

suite('machine-readable output', { concurrency: 3 }, () => {
  let sample: Simulator;
  let small: Simulator;
  let folder: string;

  before(async () => {
    [sample, small] = await Promise.all([
      startSimulator({ scenario: 'sample' }),
      startSimulator({ scenario: makeSmallWorld(1, 3, 1) }),
    ]);
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-formats-'));
    writeFileSync(path.join(folder, 'bad job.json'), '{"id": "j",\n "poolInfo": {"poolId": "p"}, "priorty": 3}');
    writeFileSync(path.join(folder, 'cut.json'), '{"id": "p",\n "vmSize": ');
    writeFileSync(path.join(folder, 'good.json'), '{"id": "j", "poolInfo": {"poolId": "p"}, "priority": 3}');
  });
  after(async () => {
    await Promise.all([sample.close(), small.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (account: Simulator, ...args: readonly string[]): Promise<Ended> =>
    runCli(folder, args, { cwd: folder, env: toEnvironment(account, account.accountKey) });

  /** Returns a command's output after checking it against the schema. */
  async function read(account: Simulator, ...args: readonly string[]) {
    const { stdout, stderr } = await run(account, ...args, '--json');
    assert.notEqual(stdout, '', stderr);
    const value = JSON.parse(stdout);
    assert.deepEqual(findFaults(args[0] ?? '', value), [], args.join(' '));
    return value;
  }

  test('output about failures matches the schema, and so do the explanation and the logs of an example of each kind', async () => {
    const { causes } = await read(sample, 'failures', '--budget', 'none');
    const examples: readonly Readonly<Record<string, string>>[] = causes.map(
      ({ example }: { readonly example: unknown }) => example,
    );
    const ofKinds = [...new Map(examples.map((example) => [example['kind'], example])).values()];
    assert.ok(ofKinds.length >= 3);
    const addresses = ofKinds.map(({ kind, jobId, taskId, poolId, nodeId }) => {
      if (kind === 'task') return `${sample.url}/jobs/${jobId}/tasks/${taskId}`;
      if (kind === 'job') return `${sample.url}/jobs/${jobId}`;
      return kind === 'node' ? `${sample.url}/pools/${poolId}/nodes/${nodeId}` : `${sample.url}/pools/${poolId}`;
    });
    const explained = await read(sample, 'explain', ...addresses, `${sample.url}/jobs/nosuch`);
    assert.equal(explained.length, addresses.length + 1);
    assert.equal(explained.at(-1).error.code, 'JobNotFound');
    await read(sample, 'explain', '--cause', causes[0].fingerprint);
    await read(sample, 'explain');
    for (const address of addresses.filter((one) => /tasks|nodes/.test(one))) await read(sample, 'logs', address);
  });

  test('output about tasks that only Batch counts as succeeded matches the schema', async (context) => {
    const other = await startSimulator({ scenario: 'false-success' });
    context.after(() => other.close());
    const { succeeded } = await read(other, 'failures');
    const kinds = succeeded.tasks.map(({ kind }: { readonly kind: string }) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), ['engineFailed', 'suspicious']);
  });

  test('output about downloads and partly completed retries matches the schema', async () => {
    const downloaded = await read(small, 'download', 'broken', '--to', path.join(folder, 'files'));
    assert.ok(downloaded.files.length > 0);
    const reproduced = await read(small, 'reproduce', 'broken', 'f0', '--to', path.join(folder, 'files'));
    assert.equal(reproduced.files.length, 3);
    assert.equal((await read(small, 'retry', 'broken', 'f0', 'nosuch', '--dry-run')).planned, 1);
    small.addFault({ operation: 'Task_Reactivate', status: 409, times: 1 });
    const retried = await read(small, 'retry', 'broken', 'f0', 'f1', 'nosuch', '--yes');
    assert.deepEqual([retried.done, retried.failed, retried.leftOut.length], [1, 1, 1]);
    // The resumed action consists of two tasks; the one whose retry failed is still to be done.
    assert.equal((await read(small, 'retry', '--resume')).planned, 2);
  });

  test('the newest known success of such a task is in the list of causes', async () => {
    const { causes } = await read(sample, 'failures', '--job', 'genomics');
    const missing = causes.find(({ title }: { readonly title: string }) => /samtools/.test(title));
    assert.ok(Date.parse(missing.lastSucceeded) > Date.parse(missing.lastSeen), JSON.stringify(missing));
    const { stdout } = await run(sample, 'failures', '--job', 'genomics');
    assert.match(stdout, /samtools was not found\n(?: .*\n)* {2}Newest known success of such a task: .*UTC\.\n/);
  });

  test('a dry run of a retry foresees the same as the list of causes', async () => {
    for (const job of ['genomics', 'ingest']) {
      const { tasks } = await read(sample, 'retry', job, '--dry-run');
      const { causes } = await read(sample, 'failures', '--job', job);
      for (const { title, example, retry } of causes) {
        const { outlook } = tasks.find(
          ({ resource }: { readonly resource: { readonly taskId: string } }) => resource.taskId === example.taskId,
        );
        const failsAgain = ['surroundings', 'definition', 'never'].includes(retry.needs);
        assert.equal(outlook === 'failsAgain', failsAgain, `${job}: ${title}, ${retry.needs}, ${outlook}`);
      }
    }
  });

  test('output about ended and unfinished waits matches the schema', async () => {
    const waits = await Promise.all([read(small, 'wait', 'broken'), read(small, 'wait', 'running', '--timeout', '6s')]);
    assert.deepEqual(
      waits.map(({ endedBecause }) => endedBecause),
      ['tasksCompleted', 'timeout'],
    );
  });

  test('output about checks matches the schema', async () => {
    const { findings, unread } = await read(sample, 'check', 'bad job.json', 'cut.json', 'good.json', 'gone.json');
    assert.deepEqual([findings.length, unread.length], [2, 1]);
    assert.equal(findings[0].fix.replaceWith, '"priority"');
  });

  test('output that violates the schema is found', () => {
    const finding = { file: 'a', line: 1, column: 1, severity: 'error', code: 'c', message: 'm' };
    assert.deepEqual(findFaults('check', { findings: [finding] }), []);
    for (const wrong of [{ line: 0 }, { severity: 'bad' }, { code: undefined }, { more: 1 }])
      assert.notDeepEqual(
        findFaults('check', JSON.parse(JSON.stringify({ findings: [{ ...finding, ...wrong }] }))),
        [],
      );
  });

  test('SARIF has a rule, a place, and a fix for each finding, and lists unreadable files', async () => {
    const { code, stdout } = await run(
      sample,
      'check',
      'bad job.json',
      'cut.json',
      'good.json',
      'gone.json',
      '--sarif',
    );
    assert.equal(code, 3);
    const log = JSON.parse(stdout);
    const [{ tool, results, invocations, columnKind }] = log.runs;
    assert.deepEqual([log.version, log.runs.length, columnKind], ['2.1.0', 1, 'utf16CodeUnits']);
    const { driver } = tool;
    assert.equal(driver.name, 'azure-batch-why');
    assert.match(driver.version, /^\d+\.\d+\.\d+$/);
    for (const { ruleId, ruleIndex, level, message, locations } of results) {
      const { id, shortDescription } = driver.rules[ruleIndex];
      assert.equal(id, ruleId);
      assert.match(shortDescription.text, /^[A-Z].*\.$/);
      assert.equal(level, 'error');
      assert.notEqual(message.text, '');
      assert.equal(locations.length, 1);
    }
    const [bad, cut] = results;
    const artifactLocation = { uri: 'bad%20job.json', uriBaseId: '%SRCROOT%' };
    const region = { startLine: 2, startColumn: 31, endLine: 2, endColumn: 40 };
    assert.equal(bad.ruleId, 'unknown-property');
    assert.deepEqual(bad.locations, [{ physicalLocation: { artifactLocation, region } }]);
    const [{ description, artifactChanges }] = bad.fixes;
    assert.match(description.text, /"priority"/);
    assert.deepEqual(artifactChanges, [
      { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: '"priority"' } }] },
    ]);
    assert.equal(cut.locations[0].physicalLocation.region.startLine, 2);
    const [{ executionSuccessful, toolExecutionNotifications }] = invocations;
    assert.equal(executionSuccessful, false);
    assert.match(toolExecutionNotifications[0].message.text, /gone\.json could not be read/);
  });

  test('SARIF of a valid definition has no result, and a file elsewhere has an absolute address', async () => {
    const good = await run(sample, 'check', 'good.json', '--sarif');
    assert.equal(good.code, 0);
    const [{ results, invocations }] = JSON.parse(good.stdout).runs;
    assert.deepEqual([results, invocations[0].executionSuccessful], [[], true]);
    const elsewhere = await runCli(folder, ['check', path.join(folder, 'bad job.json'), '--sarif'], { cwd: root });
    assert.equal(elsewhere.code, 1);
    const [{ locations }] = JSON.parse(elsewhere.stdout).runs[0].results;
    const { artifactLocation } = locations[0].physicalLocation;
    assert.match(artifactLocation.uri, /^file:\/\/\/.*\/bad%20job\.json$/);
    assert.equal((await run(sample, 'check', 'good.json', '--sarif', '--json')).code, 2);
  });
});
