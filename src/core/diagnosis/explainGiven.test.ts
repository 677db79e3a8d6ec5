import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLeftOutMark } from '../files/logNotice.ts';
import { type GivenFailure, readGivenFiles } from './evidence/givenFiles.ts';
import { explainGiven } from './explainGiven.ts';
import { explainTask } from './explainTask.ts';

const missing =
  'Traceback (most recent call last):\n  File "run.py", line 1, in <module>\n    import numpy\nModuleNotFoundError: No module named \'numpy\'\n';

const explain = (text: string, more: Partial<GivenFailure> = {}, name = 'stderr.txt') =>
  explainGiven({ ...readGivenFiles([{ name, text }]), ...more });

test('a log gives the title and the steps of a task with the same log', () => {
  const given = explain(missing, { exitCode: 1, name: 'mean' })?.explanation;
  const task = { id: 'mean', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };
  const expected = explainTask({ task, stderr: missing });
  assert.deepEqual(
    [given?.title, given?.fixes.map(({ text }) => text), given?.confidence],
    [expected.title, expected.fixes.map(({ text }) => text), expected.confidence],
  );
});

test('steps that are carried out in the account say that they need it, and no others', () => {
  const fixes = [missing, 'curl: (6) Could not resolve host: contoso.com\n', 'MemoryError\n'].flatMap(
    (log) => explain(log, { exitCode: 1 })?.explanation.fixes ?? [],
  );
  const isMarked = ({ refusal = '' }: (typeof fixes)[number]): boolean => /account/.test(refusal);
  assert.ok(fixes.some(isMarked));
  for (const fix of fixes) assert.equal(isMarked(fix), (fix.remedies ?? []).length > 0, fix.text);
});

test('all steps for a quota, pool, or node say that they need the account', () => {
  const items = [
    { error: { code: 'ActiveJobAndScheduleQuotaReached', message: { value: 'The maximum was reached.' } } },
    { id: 'cpu', allocationState: 'steady', vmSize: 's', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
    { id: 'n1', state: 'starttaskfailed', startTask: {}, startTaskInfo: { state: 'completed', exitCode: 1 } },
  ];
  for (const item of items) {
    const fixes = explain(JSON.stringify(item), {}, 'x.json')?.explanation.fixes ?? [];
    assert.ok(fixes.length > 0);
    for (const { text, refusal } of fixes) assert.match(refusal ?? '', /account/, text);
  }
});

test('evidence names the file that was given', () => {
  const sources = explain(missing, {}, 'night.log')?.explanation.evidence.map(({ source }) => source);
  assert.ok(sources?.includes('night.log:4'), String(sources));
});

test('of several logs, the one that shows a failure is explained', () => {
  const files = [
    { name: 'a.log', text: 'started\ndone' },
    { name: 'b.log', text: missing },
    { name: 'c.log', text: 'started\ndone' },
  ];
  assert.match(explainGiven(readGivenFiles(files))?.explanation.title ?? '', /numpy/);
});

test("a log of another name counts beside the usual ones, and Nextflow's step is left to Nextflow", () => {
  const usual = [
    { name: 'stderr.txt', text: '' },
    { name: 'stdout.txt', text: 'fine\n' },
  ];
  const title = (files: typeof usual) => explainGiven(readGivenFiles(files))?.explanation.title ?? '';
  assert.match(title([...usual, { name: 'solver.log', text: missing }]), /numpy/);
  assert.match(
    title([
      { name: 'stderr.txt', text: 'warning: slow\n' },
      { name: 'solver.log', text: missing },
    ]),
    /numpy/,
  );
  const ofNextflow = [
    { name: '.command.err', text: missing },
    { name: '.command.sh', text: 'python3 mean.py\n' },
    { name: '.exitcode', text: '1\n' },
  ];
  const fixes = explainGiven(readGivenFiles(ofNextflow))?.explanation.fixes.map(({ text }) => text) ?? [];
  assert.ok(
    fixes.some((text) => text.includes('-resume')),
    fixes.join('\n'),
  );
});

test('a log without a known error and without an exit code is not said to have failed', () => {
  const { title, cause, confidence } = explain('hello\nbye')?.explanation ?? {};
  assert.doesNotMatch(`${title}`, /failed/);
  assert.match(`${cause}`, /isn't known whether the program failed/);
  assert.equal(confidence, 'guess');
});

test('of a log that was not read whole, only the end is said to have no known error', () => {
  const text = `${toLeftOutMark(100_000_000, 4_000_000)}\nstep 7\n`;
  const title = explainGiven(readGivenFiles([{ name: 'solver.log', text }]))?.explanation.title;
  assert.equal(title, 'No known error in the end of this log, which alone was read');
});

test('with exit code 0, only a log that ends in an error casts doubt on the success', () => {
  const toTitle = (text: string) => explain(text, { exitCode: 0 })?.explanation.title ?? '';
  assert.match(toTitle(missing), /succeeded, but its log ends in an exception/);
  assert.doesNotMatch(toTitle('all done'), /failed|but/);
});

test('an exit code alone is explained', () => {
  const { title, category } = explain('', { exitCode: 137 })?.explanation ?? {};
  assert.match(`${title}`, /137/);
  assert.equal(category, 'out-of-memory');
});

test('items and error responses are explained by their own rules', () => {
  const of = (value: object) => explain(JSON.stringify(value), {}, 'x.json');
  const task = of({
    id: 't1',
    state: 'completed',
    commandLine: 'bash run.sh',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobNotFound', message: 'gone' } },
  });
  assert.match(task?.explanation.title ?? '', /^t1 could not start: /);
  assert.equal(task?.facts.task?.id, 't1');
  const pool = of({
    id: 'p1',
    vmSize: 'standard_d2_v3',
    allocationState: 'steady',
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  });
  assert.equal(pool?.explanation.category, 'quota');
  const node = of({
    id: 'n1',
    state: 'startTaskFailed',
    nodeAgentInfo: {},
    startTaskInfo: { exitCode: 127, result: 'failure' },
  });
  assert.match(node?.explanation.title ?? '', /127/);
  const job = of({ id: 'j1', state: 'disabled', poolInfo: { poolId: 'p1' } });
  assert.match(job?.explanation.title ?? '', /disabled/i);
  for (const body of [
    {
      code: 'JobNotFound',
      message: { lang: 'en-us', value: 'The specified job does not exist.' },
      'odata.metadata': 'x',
    },
    { error: { code: 'JobNotFound', message: 'The specified job does not exist.' } },
  ]) {
    const { code, evidence } = of(body)?.explanation ?? {};
    assert.equal(code, 'JobNotFound');
    assert.match(evidence?.[0]?.text ?? '', /^JobNotFound: "The specified job/);
  }
});

test('an error body with an unknown code is a response, and may say that a role is missing', () => {
  const of = (code: string, message: string) =>
    explain(JSON.stringify({ error: { code, message } }), {}, 'x.json')?.explanation ?? { title: '', cause: '' };
  const refused = of(
    'AuthorizationFailed',
    "The client 'x' does not have authorization to perform action 'Microsoft.Batch/batchAccounts/read' over scope '/s'",
  );
  assert.match(`${refused.title} ${refused.cause}`, /role/);
  for (const { cause } of [refused, of('SomethingElse', 'It was odd.')])
    assert.doesNotMatch(cause, /never reached|No response/);
});

test('the error of a resource is found within those of its deployment', () => {
  const quota = { code: 'AccountQuotaExceeded', message: 'The regional account quota of 3 is used up.' };
  const outer = { code: 'DeploymentFailed', message: 'At least one resource deployment operation failed.' };
  const failed = { code: 'Conflict', message: JSON.stringify({ status: 'Failed', error: quota }) };
  const explain = (body: unknown) =>
    explainGiven(readGivenFiles([{ name: 'error.json', text: JSON.stringify(body) }]))?.explanation;
  const alone = explain({ error: quota });
  for (const details of [
    [quota],
    [failed],
    [{ code: 'ResourceDeploymentFailure', message: 'failed', details: [quota] }],
  ])
    assert.deepEqual(explain({ error: { ...outer, details } }), alone);
});

test("the values of Batch's errors are read from what Resource Manager, the portal, and clients print", () => {
  const [code, message] = ['InvalidPropertyValue', 'The value of a property is invalid.'];
  const values = { PropertyName: 'subnetId', PropertyValue: '/s/default', Reason: 'The subnet has no room.' };
  const alone = { code, message, values: Object.entries(values).map(([key, value]) => ({ key, value })) };
  const details = Object.entries(values).map(([name, value]) => ({ code: name, message: value }));
  const lines = Object.entries(values).map(([name, value]) => `${name}: ${value}`);
  const ids = 'RequestId:0a\nTime:2026-11-20T05:00:00Z';
  const toTitle = (text: string) => explainGiven(readGivenFiles([{ name: '', text }]))?.explanation;
  const expected = toTitle(JSON.stringify(alone));
  assert.match(`${expected?.title} ${expected?.cause}`, /subnetId = \/s\/default.*The subnet has no room/);
  for (const text of [
    JSON.stringify({ error: { code, message, details } }),
    `${code}: ${message}\n${ids}\n\n${lines.join('\n')}\n`,
    `(${code}) ${message}\n${ids}\nCode: ${code}\nMessage: ${message}\n${lines.join('\n')}\n`,
    `${code}: ${message}\n${lines.join('\n')}\nPropertyPath: networkConfiguration.subnetId\n`,
  ])
    assert.deepEqual([toTitle(text)?.title, toTitle(text)?.cause], [expected?.title, expected?.cause], text);
  const log = `ValueError: ${message}\nReason: no idea\n`;
  assert.equal(readGivenFiles([{ name: '', text: log }]).item, undefined);
});

test('a definition is no failure', () => {
  assert.equal(explain('{"id":"t","commandLine":"ls"}', {}, 'task.json'), undefined);
});

test('JSON of something else, or that is cut off, is no log; lines of JSON are', () => {
  const of = (text: string) => explainGiven(readGivenFiles([{ name: 'x.json', text }]));
  for (const text of ['{"foo": 1}\n', '{bro', '{\n  "id": "t1",\n  "state": "comp', '{"id": "t1", "state'])
    assert.equal(of(text), undefined, text);
  for (const text of [
    '{"level":"info","message":"step 1"}',
    '{"step":1}\n{"step":2}\n{"st',
    '[INFO] step 1',
    '{1} step',
  ])
    assert.match(
      explainGiven(readGivenFiles([{ name: 'x.log', text }]))?.explanation.title ?? '',
      /No known error/,
      text,
    );
});

test('a node that has only the end of its start task is explained as a node', () => {
  const startTaskInfo = { state: 'completed', exitCode: 3, result: 'failure', retryCount: 0 };
  const node = { id: 'n1', state: 'startTaskFailed', startTask: { commandLine: 'sh setup.sh' }, startTaskInfo };
  const text = JSON.stringify(node);
  assert.equal(explainGiven(readGivenFiles([{ name: 'node.json', text }]))?.facts.node?.id, 'n1');
});
