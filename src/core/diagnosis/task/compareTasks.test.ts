import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderExplanation } from '../../../../test/builders/renderExplanation.ts';
import type { Task } from '../../model/task.ts';
import { makePage } from '../../page/makePage.ts';
import { renderPage } from '../../page/renderPage.ts';
import { explainTask } from '../explainTask.ts';
import { toComparisonPage } from '../report/toComparisonPage.ts';
import { compareTasks, toNearestSection } from './compareTasks.ts';

const base = {
  state: 'completed',
  commandLine: '/bin/bash -c render',
  environmentSettings: [{ name: 'A_PASSWORD', value: 'secret-a' }],
};
const failed = {
  ...base,
  id: 'frame-1',
  nodeInfo: { nodeId: 'n1' },
  resourceFiles: [{ httpUrl: 'https://a.b/in/1?sig=PLANTED', filePath: 'in.exr' }],
  executionInfo: { exitCode: 1, startTime: '2026-11-20T09:00:00Z', endTime: '2026-11-20T09:00:05Z' },
};
const succeeded = {
  ...failed,
  id: 'frame-2',
  nodeInfo: { nodeId: 'n2' },
  environmentSettings: [...base.environmentSettings, { name: 'B|C' }],
  executionInfo: { ...failed.executionInfo, exitCode: 0 },
};
const node = { id: 'n', vmSize: 'standard_d2s_v3', isDedicated: true };
const image = (exactVersion: string) => ({ imageReference: { offer: 'ubuntu', sku: '22', exactVersion } });

function differences(...tasks: Parameters<typeof compareTasks>) {
  return compareTasks(...tasks).differences.map(({ what, failed: one, succeeded: other }) => [what, one, other]);
}

function newLines(one: string, other: string): readonly string[] {
  const comparison = compareTasks({ task: failed, stderr: one }, { task: succeeded, stderr: other });
  return comparison.onlyInFailed.map(({ line, text }) => `${line} ${text}`);
}

function renderComparison(...of: Parameters<typeof toComparisonPage>): string {
  return renderPage(makePage(toComparisonPage(...of))).text;
}

test('a comparison says which logs it compared, and how many lines differ only in values', () => {
  const toText = (one: object, other: object) =>
    renderComparison(compareTasks({ task: failed, ...one }, { task: succeeded, ...other }));
  const [stderr, stdout] = ['2210 Killed\n', 'cell 7: grid 18000 x 18000\nwriting tile 418 of 900\n'];
  const other = 'cell 1: grid 6000 x 6000\nwriting tile 900 of 900\n';
  assert.match(
    toText({ stderr, stdout }, { stderr: '', stdout: other }),
    /2 other lines differ only in numbers, times, or quoted text\. They aren't listed\./,
  );
  assert.match(toText({ stderr, stdout }, { stderr: '' }), /Of the logs, only stderr\.txt was compared\./);
  assert.match(toText({ stdout }, { stderr: '', stdout: 'done\n' }), /Of the logs, only stdout\.txt was compared\./);
  assert.doesNotMatch(toText({ stderr, stdout }, { stderr: '', stdout }), /only std|differ only/);
});

test('only differences are listed', () => {
  assert.deepEqual(differences({ task: failed }, { task: succeeded }), [
    ['Exit code', ['1'], ['0']],
    ['Node', ['n1'], ['n2']],
    ['Environment variables', [], ['B|C']],
  ]);
});

test('everything relevant is compared', () => {
  const other = {
    ...failed,
    commandLine: '/bin/bash -c "render --fast --password=PLANTED"',
    resourceFiles: [{ httpUrl: 'https://a.b/in/2?sig=PLANTED', filePath: 'in.exr' }],
    applicationPackageReferences: [{ applicationId: 'blender', version: '4' }],
    containerSettings: { imageName: 'render:2' },
    constraints: { maxWallClockTime: 'PT1H', maxTaskRetryCount: 3 },
    requiredSlots: 2,
    executionInfo: { ...failed.executionInfo, exitCode: 0, retryCount: 1, endTime: '2026-11-20T10:00:00Z' },
  };
  const found = differences(
    { task: failed, node: { ...node, virtualMachineInfo: image('1'), nodeAgentInfo: { version: '1.9' } } },
    {
      task: other,
      node: {
        ...node,
        vmSize: 'standard_d4s_v3',
        isDedicated: false,
        virtualMachineInfo: image('2'),
        nodeAgentInfo: { version: '1.10' },
      },
    },
  );
  assert.deepEqual(
    found.map(([what]) => what),
    [
      'Command line',
      'Options',
      'Exit code',
      'Duration',
      'Retries',
      'VM size',
      'Image',
      'Node type',
      'Node agent',
      'Container image',
      'Applications',
      'Input',
      'Time limit',
      'Allowed retries',
      'Slots',
    ],
  );
  assert.deepEqual(found.find(([what]) => what === 'Options')?.[2], ['--fast', '--password [hidden]']);
  assert.deepEqual(found.find(([what]) => what === 'Input')?.[1], ['https://a.b/in/1 → in.exr']);
  assert.doesNotMatch(JSON.stringify(found), /PLANTED/);
});

test('a difference across all tasks of the job is listed first, in the words of their explanations', () => {
  const shard = (id: string, size: number, exitCode: number) => ({
    ...failed,
    id,
    commandLine: `python3 train.py --batch-size ${size}`,
    executionInfo: { exitCode },
  });
  const siblings = ['b', 'c', 'd'].flatMap((id) => [shard(id, 512, 1), shard(`${id}-good`, 64, 0)]);
  const task = shard('a', 512, 1);
  const comparison = compareTasks({ task }, { task: shard('good', 64, 0) }, siblings);
  assert.deepEqual(comparison.acrossJob, [
    '4 of 4 tasks with `--batch-size 512` failed; 3 of 3 with `--batch-size 64` succeeded.',
  ]);
  assert.match(renderComparison(comparison), /^# .*\n\n## What sets the failed task apart in its job\n\n- 4 of 4/);
  assert.deepEqual(compareTasks({ task: shard('good', 64, 0) }, { task }, siblings).acrossJob, []);
});

test('data that only one of the tasks has is not a difference', () => {
  const pool = { id: 'p', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: image('latest') };
  const known = { ...node, id: 'n1', virtualMachineInfo: image('22.04.1') };
  assert.deepEqual(differences({ task: failed, node: known, pool }, { task: { ...failed, id: 'frame-3' }, pool }), []);
  const { executionInfo: _, ...waiting } = failed;
  assert.deepEqual(
    differences({ task: failed }, { task: waiting }).map(([what]) => what),
    ['Exit code'],
  );
});

test('lines that differ only in literals are equal, in any order, and repeated lines are reported once', () => {
  assert.deepEqual(
    newLines(
      'Nov 20 09:14:07 start tvm_1\nloading part 1\nfatal: mesh is broken\nretry 1\nretry 2\n',
      'loading part 2\nNov 21 10:00:00 start tvm_9\ndone\n',
    ),
    ['3 fatal: mesh is broken', '4 retry 1'],
  );
  assert.deepEqual(newLines('{"level":"error","at":1}\n', '{"level":"info","at":2}\n'), ['1 {"level":"error","at":1}']);
  assert.deepEqual(newLines('exit status 1\n', 'exit status 0\n'), ['1 exit status 1']);
});

test('if there are many lines, the last ones of each log are reported', () => {
  const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const noise = Array.from({ length: 100 }, (_, index) => `warning ${letters(index)}`).join('\n');
  const comparison = compareTasks(
    { task: failed, stderr: `${noise}\nfatal: mesh is broken`, stdout: 'oops' },
    { task: succeeded, stderr: '', stdout: '' },
  );
  assert.equal(comparison.leftOut, 61);
  assert.deepEqual(
    comparison.onlyInFailed.slice(-2).map(({ file, line, text }) => `${file}:${line} ${text}`),
    ['stderr.txt:101 fatal: mesh is broken', 'stdout.txt:1 oops'],
  );
  assert.match(renderComparison(comparison), /\n\n- 61 lines before these are left out\.\n\n`stderr\.txt`:\n/);
});

test('no secret in a log is shown, even across several lines', () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'PLANTED0'.repeat(8)}\n-----END PRIVATE KEY-----`;
  assert.doesNotMatch(newLines(`${key}\npassword=PLANTED\nboom`, '').join('\n'), /PLANTED/);
});

test('the document lists the differences, with the log lines in a code block', () => {
  const text = renderComparison(compareTasks({ task: failed, stderr: '```\nx' }, { task: succeeded, stderr: '' }));
  assert.match(text, /^# frame-1 failed, frame-2 succeeded\n\n## What is different\n\n- /);
  assert.match(text, /- Environment variables\n {2}- failed: —\n {2}- succeeded: `B\|C`\n/);
  assert.match(text, /````text\n1 \| ```\n2 \| x\n````/);
});

test('of long lists, only some items are shown, and the rest is counted', () => {
  const resourceFiles = Array.from({ length: 25 }, (_, index) => ({ httpUrl: `https://a.b/in/${index}` }));
  const text = renderComparison(compareTasks({ task: { ...failed, resourceFiles } }, { task: succeeded }));
  assert.match(text, /- failed: `https:.* and 5 more\n/);
});

test('unreadable data is reported, without secrets', () => {
  const text = renderComparison(compareTasks({ task: failed }, { task: succeeded }), ['gone: https://h/?sig=abc*def']);
  assert.match(text, /## What could not be read\n\n- gone: `https:/);
  assert.doesNotMatch(text, /abc/);
});

test('environment variables of tasks and jobs are compared by value, and secrets only for equality', () => {
  const value = fc.oneof(
    fc.constantFrom('hg38', 'hg39', '/mnt/ref/hg39.fa', '8', ''),
    fc.stringMatching(/^[a-z]{1,12}$/),
  );
  const name = fc.constantFrom('REF', 'THREADS', 'DB_PASSWORD', 'API_TOKEN');
  const property = fc.property(name, value, value, fc.boolean(), (variable, own, others, isOfJob) => {
    const toTask = (each: string) => {
      const settings = [
        { name: 'SAME', value: 'x' },
        { name: variable, value: each },
      ];
      return isOfJob
        ? { task: failed, job: { id: 'job', commonEnvironmentSettings: settings } }
        : { task: { ...failed, environmentSettings: settings } };
    };
    const found = differences(toTask(own), toTask(others));
    if (own === others) return assert.deepEqual(found, []);
    const what = isOfJob ? 'Job environment variables' : 'Environment variables';
    assert.deepEqual(
      found.map(([named]) => named),
      [what],
    );
    if (variable === 'REF') assert.deepEqual(found, [[what, [`REF=${own}`], [`REF=${others}`]]]);
  });
  fc.assert(property);
  const toTask = (secret: string) => ({
    task: { ...failed, environmentSettings: [{ name: 'DB_PASSWORD', value: secret }] },
  });
  const hidden = ['DB_PASSWORD=[hidden]'];
  assert.deepEqual(differences(toTask('hunter2-Abc'), toTask('Correct-horse-7')), [
    ['Environment variables', hidden, hidden],
  ]);
});

test('comparing tasks never throws and shows no secrets from the environment', () => {
  const any = fc.anything();
  fc.assert(
    fc.property(any, any, (one, other) => {
      renderComparison(compareTasks({ task: Object(one), stderr: Object(other) }, { task: Object(other) }));
    }),
  );
  assert.doesNotMatch(JSON.stringify(compareTasks({ task: failed }, { task: { id: 'x' } })), /PLANTED|secret-a/);
});

test('a task compared with itself has no differences', () => {
  const log = fc
    .array(fc.constantFrom('a', 'b 1', 'fatal', '', "'q'", 'get https://a.b/c?sig=abc', 'token=abc'))
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(log, (stderr) => {
      const comparison = compareTasks({ task: failed, node, stderr }, { task: failed, node, stderr });
      assert.deepEqual([comparison.differences, comparison.onlyInFailed], [[], []]);
    }),
  );
});

const resource = { kind: 'task', accountId: 'a', jobId: 'train', taskId: 'shard-1' } as const;
const failedShard: Task = {
  id: 'shard-1',
  state: 'completed',
  commandLine: 'train --lr 0.1 | [x](y)',
  executionInfo: { result: 'failure', exitCode: 1 },
};
const succeededShard: Task = {
  id: 'shard-0',
  state: 'completed',
  commandLine: 'train --lr 0.2',
  resourceFiles: [{ filePath: 'weights.pt', httpUrl: 'https://c.blob.core.windows.net/w/weights.pt?sig=PLANTED' }],
  executionInfo: { result: 'success', exitCode: 0, endTime: '2026-11-20T09:14:07Z' },
};

test('differences from the most similar success are reported, with a link to the full comparison', () => {
  const section = toNearestSection(resource, { task: failedShard }, { task: succeededShard });
  assert.equal(section.title, 'Compared with shard-0, which succeeded');
  assert.deepEqual(
    section.nearest?.differences.map(({ what, failed: own, succeeded: other }) => [what, ...own, '|', ...other]),
    [
      ['Command line', 'train --lr 0.1 | [x](y)', '|', 'train --lr 0.2'],
      ['Options', '--lr 0.1', '|', '--lr 0.2'],
      ['Exit code', '1', '|', '0'],
      ['Input', '|', 'https://c.blob.core.windows.net/w/weights.pt → weights.pt'],
    ],
  );
  assert.deepEqual(
    section.items.map(({ opens }) => opens?.document),
    [
      { resource: { ...resource, taskId: 'shard-0' }, document: 'explanation' },
      { resource, document: 'comparison', other: { jobId: 'train', taskId: 'shard-0' } },
    ],
  );
});

test('the text lists the same differences as the table, and no foreign text in it is a link', () => {
  const related = [toNearestSection(resource, { task: failedShard }, { task: succeededShard })];
  const text = renderExplanation({ ...explainTask({ task: failedShard }), related });
  assert.match(
    text,
    /\n## Compared with shard-0, which succeeded\n\n- Of the job's successful tasks, .* It ended on Nov 20, 2026, /,
  );
  assert.match(
    text,
    /- Command line\n {2}- This task: `train --lr 0\.1 \| \[x\]\(y\)`\n {2}- shard-0: `train --lr 0\.2`\n/,
  );
  assert.doesNotMatch(text, /PLANTED/);
});

test('the absence of differences is reported, without a table', () => {
  const section = toNearestSection(resource, { task: failedShard }, { task: { ...failedShard, id: 'twin' } });
  assert.equal(section.nearest, undefined);
  assert.match(section.items.at(-1)?.text ?? '', /^The two tasks show no known differences\./);
});
