import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFirstPage } from '../../src/app/evidence/readPages.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { mostOfOne, startCold } from './support/coldApp.ts';

const stopped = 'INFO worker stopped and its queue is empty\n';
const shutdown = stopped.repeat(Math.ceil((1.5 * 1024 * 1024) / stopped.length));
const why = 'ValueError: case-7.txt: row 18 has 5 cells, expected 6\n';

test('the page of a task reads further back if the end of its log has no cause, and says how far', async (context) => {
  const scenario = smallWorld('far-cause', 'A program says why it fails long before its last words.', {
    job: {
      tasks: [
        completedTask('far', failed(1, 4000, { stderr: `${why}${shutdown}` })),
        completedTask('near', failed(1, 4000, { stderr: `${shutdown}${why}` })),
      ],
    },
  });
  const { explain, store } = await startCold(context, scenario);
  const explainTask = (taskId: string) =>
    explain({
      resource: { kind: 'task', accountId: store.account.id, jobId: 'job', taskId },
      document: 'explanation',
    });
  const countReads = (asked: readonly string[], taskId: string): number =>
    asked.filter((request) => new RegExp(`^GET .*/tasks/${taskId}/files/stderr\\.txt`).test(request)).length;

  const far = await explainTask('far');
  assert.equal(far.explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
  assert.match(far.text, /The last 1 MiB of the log don't show what went wrong, so the last 1\.5 MiB were read\./);
  assert.equal(countReads(far.asked, 'far'), 3, 'its beginning, the end, and once more above it');
  assert.ok(far.asked.length <= mostOfOne + 1, `${far.asked.length} requests`);

  const again = await explainTask('far');
  assert.equal(countReads(again.asked, 'far'), 0, 'a log that has ended is not read again');
  assert.equal(again.text.split('\n')[0], far.text.split('\n')[0]);

  const near = await explainTask('near');
  assert.equal(near.explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
  assert.ok(!near.text.includes("don't show what went wrong"));
  assert.equal(countReads(near.asked, 'near'), 2);
});

test('the page of a task opens the log in which a Snakemake rule shows the cause', async (context) => {
  const stderr = `rule align:
    log: logs/a.log
    reason: Missing output files: out/a.bam

Error in rule align:
    output: out/a.bam
    log: logs/a.log (check log file(s) for error details)
`;
  const scenario = smallWorld('own-log', 'A step of an engine wrote why it failed to a log of its own.', {
    job: { tasks: [completedTask('flow', failed(1, 4000, { stderr }))] },
  });
  const { explain, store } = await startCold(context, scenario);
  const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 'flow' } as const;
  const { explanation, drawn } = await explain({ resource, document: 'explanation' });
  assert.match(explanation.title, /The Snakemake rule align failed|the Snakemake rule align failed/);
  const button = drawn.page.parts.flatMap(({ rows }) => rows).find((row) => row.button?.title === 'Open a.log')?.button;
  assert.deepEqual(drawn.links.get(button?.link ?? ''), {
    kind: 'file',
    file: { ...resource, kind: 'taskFile', path: 'wd/logs/a.log' },
  });
});

test('for a node, its page and the causes of its account read further back in the log of the start task', async (context) => {
  const stderr = `${why}${shutdown}`;
  const scenario = smallWorld('far-start', 'A start task says why it fails long before its last words.', {
    pool: {
      settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
      nodes: [{ state: 'starttaskfailed', startTask: [failed(1, 2000, { stderr })] }],
    },
  });
  const { app, causes, explain, store } = await startCold(context, scenario);
  const [node] = await readFirstPage(store.service.nodes.listNodes('pool'));
  assert.ok(node !== undefined);
  const resource = { kind: 'node', accountId: store.account.id, poolId: 'pool', nodeId: node.id } as const;
  const { explanation } = await explain({ resource, document: 'explanation' });
  assert.equal(explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
  assert.ok(
    explanation.evidence.some(({ text }) => /^The last 1 MiB of the log don't show what went wrong/.test(text)),
  );
  const known = await causes.ofAccount(await app.accounts.getStore(store.account.id));
  assert.match(known.causes.map(({ cluster }) => cluster.title).join(), /5 cells|case-7|row 18/);
});

test('the page of a task with partly read logs says how much was read, and offers to search all of them', async (context) => {
  const line = 'frame 7 rendered\n';
  const long = line.repeat(Math.ceil((6 * 1024 * 1024) / line.length));
  const scenario = smallWorld('part-read', 'A program says why it fails farther from the end than is read.', {
    job: { tasks: [completedTask('far', failed(1, 4000, { stderr: `${why}${long}` }))] },
  });
  const { explain, store } = await startCold(context, scenario);
  const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 'far' } as const;
  const { explanation, actions } = await explain({ resource, document: 'explanation' });
  assert.match(explanation.cause, /Only the last 4 MiB of the 6 MiB in stderr\.txt was read\./);
  assert.doesNotMatch(explanation.cause, /(?:Nothing in|None of the lines in) its logs/);
  const step = explanation.fixes.find(({ remedies = [] }) => remedies.includes('file.find'));
  assert.ok(step?.remedies?.includes('task.downloadFiles'), JSON.stringify(explanation.fixes));
  assert.deepEqual(actions.find(({ remedy }) => remedy === 'file.find')?.target, resource, 'a button does it');
});
