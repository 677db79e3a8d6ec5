import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { run as readFromStorage } from '../../src/app/actions/task/readFromStorage.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { sasUrl } from '../storage/sas.ts';
import { type Storage, startStorage } from '../storage/storage.ts';
import { startCold } from './support/coldApp.ts';

const why = "FileNotFoundError: [Errno 2] No such file or directory: 'reads_7.fq'\n";
const trace = `Traceback (most recent call last):\n  File "align.py", line 12, in <module>\n    open(path)\n${why}`;
const soon = new Date(Date.now() + 3_600_000);
const call = 'cromwell-executions/genome/0d9a2b44-8a6f-4f0e-9f5e-6a9c1f0c7b21/call-sort/execution';

type Run = Parameters<typeof completedTask>[1];

suite('files of a workflow engine about its step', () => {
  let storage: Storage;
  before(async () => {
    storage = await startStorage();
    await storage.createContainer('work');
    await storage.putBlob('work', '3f/9c/.command.err', trace);
    await storage.putBlob('work', '3f/9c/.command.log', trace);
  });
  after(() => storage.close());

  const start = async (
    context: TestContext,
    run: Run,
    {
      body,
      nodeGone = false,
      isAllowed = true,
    }: { body: Readonly<Record<string, unknown>>; nodeGone?: boolean; isAllowed?: boolean },
  ) => {
    const scenario = smallWorld('engine', 'A workflow engine runs its step in a task.', {
      job: { tasks: [completedTask('t', run, { nodeGone, body })] },
    });
    const host = new URL(storage.account.url).host;
    // The storage uses the computer's time, and so does everything else here.
    const cold = await startCold(context, scenario, new SteppedClock(Date.now()), {
      storageHosts: isAllowed ? [host] : [],
    });
    const resource = { kind: 'task', accountId: cold.store.account.id, jobId: 'job', taskId: 't' } as const;
    const explain = async () => {
      const { explanation, text } = await cold.explain({ resource, document: 'explanation' });
      return { explanation, text, cause: explanation.evidence.find(({ isCause }) => isCause === true) };
    };
    return { ...cold, host, resource, explain };
  };

  const fromStorage = () => {
    const url = new URL(sasUrl(storage.account, { container: 'work', permissions: 'rl', expiresOn: soon }));
    url.pathname += '/3f/9c/.command.run';
    return { commandLine: 'bash .command.run', resourceFiles: [{ httpUrl: url.href, filePath: '.command.run' }] };
  };

  test("files of a workflow engine explain a failure that the task's own logs don't, and the page opens these files", async (context) => {
    const run = failed(1, 4000, {
      files: { [`wd/${call}/stderr`]: trace, [`wd/${call}/stdout`]: '', [`wd/${call}/rc`]: '1' },
    });
    const { explain } = await start(context, run, { body: { commandLine: `/bin/bash ${call}/script` } });
    const { cause, text } = await explain();
    assert.deepEqual([cause?.text, cause?.source], [why.trim(), `wd/${call}/stderr:4`]);
    assert.ok(text.includes(`wd/${call}/stderr`), text);
  });

  test('files of a workflow engine are read for a task that failed only according to the engine', async (context) => {
    const files = {
      'wd/.exitcode': '1',
      'wd/.command.run': '#!/bin/bash\n# NEXTFLOW TASK: ALIGN (s1)\n',
      'wd/.command.err': trace,
      'wd/.command.log': '',
    };
    const { explain } = await start(context, succeeded(4000, { files }), {
      body: { commandLine: 'bash .command.run' },
    });
    const { explanation, cause } = await explain();
    assert.equal(explanation.title, 't failed according to Nextflow: ALIGN (s1)');
    assert.deepEqual([cause?.text, cause?.source], [why.trim(), 'wd/.command.err:4']);
  });

  test('files of a workflow engine are not read if the logs of the task show the cause', async (context) => {
    const { explain, simulator } = await start(context, failed(1, 4000, { stderr: trace }), {
      body: { commandLine: 'bash .command.run' },
    });
    assert.equal((await explain()).cause?.source, 'stderr.txt:4');
    assert.ok(!simulator.requests.some(({ path }) => path.includes('.command.err')));
  });

  test('after the node is gone, files of a workflow engine are read from the work directory, as their first line says', async (context) => {
    const { explain } = await start(context, failed(1, 4000), { body: fromStorage(), nodeGone: true });
    const { cause, text } = await explain();
    assert.deepEqual([cause?.text, cause?.source], [why.trim(), 'wd/.command.err:4']);
    assert.match(text, /This copy, from [^\n]*, is in the workflow's work directory: /);
    assert.ok(storage.asked.every(({ by }) => by === 'signature'));
  });

  test('files of a workflow engine are not read before the user allows the host of the work directory', async (context) => {
    const from = storage.asked.length;
    const cold = await start(context, failed(1, 4000), { body: fromStorage(), nodeGone: true, isAllowed: false });
    const { explanation, text } = await cold.explain();
    assert.equal(storage.asked.length, from);
    assert.deepEqual(explanation.fixes[0]?.remedies, ['task.readFromStorage']);
    assert.match(text, /may be in the workflow's work directory/);
    const { questions } = await cold.ui.listen(() => readFromStorage(cold.app, [cold.resource]));
    assert.ok(questions[0]?.message.endsWith(`from ${cold.host}?`));
  });

  test('files of a workflow engine include the log that Snakemake names for the failed rule', async (context) => {
    const stderr =
      'Error in rule align:\n    jobid: 2\n    log: logs/align/b.log (check log file(s) for error details)\n\nShutting down, this might take some time.\nExiting because a job execution failed. Look above for error message\n';
    const run = failed(1, 4000, { stderr, files: { 'wd/logs/align/b.log': trace } });
    const { explain } = await start(context, run, { body: { commandLine: 'snakemake --cores 4' } });
    const { cause, text } = await explain();
    assert.deepEqual([cause?.text, cause?.source], [why.trim(), 'wd/logs/align/b.log:4']);
    assert.ok(!text.includes("which wasn't read"), text);
  });
});
