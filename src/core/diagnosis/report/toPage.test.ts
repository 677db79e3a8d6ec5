import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { pageContext } from '../../../../test/builders/pageContext.ts';
import { failedTask, taskCases } from '../../../../test/golden/explain/cases/tasks.ts';
import type { Pool } from '../../model/pool.ts';
import { readAs } from '../../model/shape.ts';
import { toSpans } from '../../page/links.ts';
import { readPage } from '../../page/page.ts';
import { setLocale } from '../../text/locale.ts';
import { explainJob } from '../explainJob.ts';
import { explainPool } from '../explainPool.ts';
import { explainTask } from '../explainTask.ts';
import { toClause } from '../explanation/draft.ts';
import type { Explanation } from '../explanation/explanation.ts';
import type { PageContext } from './pageContext.ts';
import type { OfferedAction } from './reportFacts.ts';
import { buildTimeline } from './timeline.ts';
import { toPage } from './toPage.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

const resource = { kind: 'task', accountId: 'a', jobId: 'frames', taskId: 'frame-0007' } as const;
const context = pageContext(resource);

const retry = { remedy: 'task.retry', title: 'Retry This Task' } as const;

const traceback = `Traceback (most recent call last):
  File "/mnt/wd/render.py", line 17, in main
    weights = open('weights.pt', 'rb')
FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'`;
const task = failedTask('frame-0007', {
  exitCode: 1,
  failureInfo: { category: 'UserError', code: 'FailureExitCode', message: '' },
});
const unexplained = failedTask('frame-0008', {
  exitCode: 3,
  failureInfo: { category: 'UserError', code: 'FailureExitCode', message: '' },
});
const explanation = explainTask({ task, stderr: traceback, stdout: '' });

test('each case with a text has a page, which a webview reads exactly as sent', () => {
  for (const [name, make] of Object.entries(taskCases)) {
    const { explanation: given, context: facts } = make();
    const { page } = toPage(given, { ...facts, ...context, actions: [retry] });
    assert.ok(page.title.length > 0 && page.why.length > 0, name);
    const { value, damaged } = readAs(readPage, JSON.parse(JSON.stringify(page)));
    assert.ok(isDeepStrictEqual(value, page) && !damaged, name);
    assert.doesNotMatch(JSON.stringify(page), /PLANTED/, name);
  }
});

test('a job with failures has the failure tone, even if the exit code has no known meaning', () => {
  const jobContext = pageContext({ kind: 'job', accountId: 'a', jobId: 'frames' });
  const judge = (job: Parameters<typeof explainJob>[0]) => toPage(explainJob(job), jobContext).page.tone;
  assert.equal(judge({ job: { id: 'frames', state: 'active' }, tasks: [task] }), 'failure');
  assert.equal(judge({ job: { id: 'frames', state: 'active' }, tasks: [unexplained] }), 'failure');
  assert.equal(judge({ job: { id: 'frames', state: 'disabled' }, tasks: [] }), 'note');
});

test('chips link to the job, the pool, the node, and the cause, and to nothing unknown', () => {
  const cause = {
    resource: { kind: 'job', accountId: 'a', jobId: 'frames' },
    document: 'cause',
    fingerprint: 'f',
  } as const;
  const { page, links } = toPage(explanation, { ...context, task, cause });
  const leads = page.chips.map(({ text, link }) => {
    const target = link === undefined ? undefined : links.get(link);
    return target?.kind === 'document'
      ? `${text} → ${target.document.document} of ${target.document.resource.kind}`
      : text;
  });
  assert.deepEqual(leads, [
    'Application error → cause of job',
    'exit code 1',
    'job frames → explanation of job',
    'pool cpu-render → explanation of pool',
    'node tvmps_3461_d → explanation of node',
    '20 Nov 2026, 09:14:07 UTC (after 2 sec)',
  ]);
});

test('the time of a pool without failures is labeled', () => {
  const pool = { id: 'p', allocationState: 'steady', allocationStateTransitionTime: '2026-11-20T09:14:07Z' } as const;
  const short = { currentDedicatedNodes: 0, targetDedicatedNodes: 1 };
  const resizeErrors = [{ code: 'AllocationTimedOut', message: '' }];
  const readTime = (given: Pool) => toPage(explainPool({ pool: given }), { ...context, pool: given }).page.chips.at(-1);
  assert.match(readTime(pool)?.text ?? '', /^steady since 20 Nov 2026/i);
  assert.match(readTime({ ...pool, ...short, resizeErrors })?.text ?? '', /^20 Nov 2026/);
});

test('an ambiguous code is read for the explained item: the representative of a cause, or the item that a task waits for', () => {
  const diskFull = { category: 'ServerError', code: 'DiskFull', message: '' } as const;
  const full = failedTask('frame-0009', { failureInfo: diskFull });
  const ofTask = explainTask({ task: full });
  const readKind = (given: Explanation, facts: Partial<PageContext>) =>
    toPage(given, { ...context, ...facts }).page.chips[0]?.text;
  assert.equal(readKind(ofTask, { task: full }), 'Pre-processing error');
  assert.equal(readKind(ofTask, { example: { kind: 'task' } }), 'Pre-processing error');
  assert.equal(readKind(ofTask, { example: { kind: 'node' } }), 'Node error');
  const waiting = { id: 'frame-0010', state: 'active' } as const;
  const nodes = [{ id: 'n', state: 'unusable', errors: [{ code: 'DiskFull', message: '' }] }] as const;
  const pool = { id: 'p', currentDedicatedNodes: 1, targetDedicatedNodes: 1 };
  const ofWait = explainTask({ task: waiting, job: { id: 'j', state: 'active' }, pool, nodes });
  assert.equal(ofWait.code, 'DiskFull');
  assert.equal(readKind(ofWait, { task: waiting }), 'Node error');
});

test('lines of the log are grouped, the line with the reason is marked, and its file opens', () => {
  const { page, links } = toPage(explanation, { ...context, task });
  const quote = page.parts.find(({ id }) => id === 'evidence')?.quotes[0];
  assert.deepEqual(
    quote?.lines.map(({ number, isCause }) => [number, isCause]),
    [
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, true],
    ],
  );
  assert.deepEqual(links.get(quote?.button?.link ?? ''), {
    kind: 'file',
    file: { ...resource, kind: 'taskFile', path: 'stderr.txt' },
    line: { number: 4, text: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'" },
  });
});

test("a quotation from another task's log opens that log, and text about the other task links to that task", () => {
  const ofTask = { jobId: 'frames', taskId: 'frame-0001' };
  const items = [
    { text: 'frame-0001 failed', ofTask },
    { text: 'boom', source: 'stdout.txt:7' },
  ];
  const given: Explanation = {
    ...explanation,
    sections: [{ id: 'first', title: 'First', items, logsOf: ofTask }],
  };
  const { page, links } = toPage(given, { ...context, resource: { kind: 'job', accountId: 'a', jobId: 'frames' } });
  assert.deepEqual(links.get(page.parts[0]?.quotes[0]?.button?.link ?? ''), {
    kind: 'file',
    file: { ...resource, taskId: 'frame-0001', kind: 'taskFile', path: 'stdout.txt' },
    line: { number: 7, text: 'boom' },
  });
  const [row] = page.parts[0]?.rows ?? [];
  assert.equal(row?.button?.title, 'Explain frame-0001');
  assert.deepEqual(links.get(row?.button?.link ?? ''), {
    kind: 'document',
    document: { resource: { ...resource, taskId: 'frame-0001' }, document: 'explanation' },
  });
});

test('differences from a succeeded task are a table with truncated long lists and values', () => {
  const nearest = {
    succeededId: 'frame-0008',
    differences: [
      { what: 'Input', failed: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], succeeded: [] },
      { what: 'Command line', failed: ['x'.repeat(4000)], succeeded: ['y\u202e'] },
    ],
  };
  const document = { resource, document: 'attempts' } as const;
  const items = [{ text: 'Ended.', opens: { title: 'Open', document } }];
  const { page, links } = toPage(
    { ...explanation, related: [{ id: 'nearest', title: 'Compared', items, nearest }] },
    context,
  );
  const part = page.parts.at(-1);
  assert.deepEqual(part?.table?.columns, ['Property', 'This task', 'frame-0008']);
  const cells = part.table.rows.map((row) => row.cells.map((cell) => cell.map(({ text }) => text)));
  assert.deepEqual(cells[0], [['a', 'b', 'c', 'd', 'e', 'and 2 more'], []]);
  assert.equal(cells[1]?.[0]?.[0]?.length, 300);
  assert.deepEqual(cells[1]?.[1], ['y\\u{202e}']);
  assert.deepEqual(links.get(part.rows[0]?.button?.link ?? ''), { kind: 'document', document });
  const { value, damaged } = readAs(readPage, JSON.parse(JSON.stringify(page)));
  assert.ok(isDeepStrictEqual(value, page) && !damaged);
});

test('a line that counts the failures of a cause links to it', () => {
  const target = { resource: { kind: 'account', accountId: 'a' }, document: 'cause', fingerprint: 'f' } as const;
  const items = [{ text: '2 tasks: a is missing', leadsTo: target }, { text: '1 failure has another, rarer cause.' }];
  const given: Explanation = { ...explanation, sections: [{ id: 'causes', title: 'Causes', items }] };
  const { page, links } = toPage(given, context);
  assert.deepEqual(
    page.parts[0]?.rows.map(({ button }) => button && links.get(button.link)),
    [{ kind: 'document', document: target }, undefined],
  );
});

test("a frame links to the user's source if the workspace contains it", () => {
  const toSources = (hasSource: PageContext['hasSource']) =>
    [...toPage(explanation, { ...context, task, hasSource }).links.values()].filter(({ kind }) => kind === 'source');
  assert.deepEqual(
    toSources(({ file }) => file === '/mnt/wd/render.py'),
    [{ kind: 'source', frame: { file: '/mnt/wd/render.py', line: 17 } }],
  );
  assert.deepEqual(
    toSources(() => false),
    [],
  );
});

test('a step links to its property and has its action, and the rest keeps its place', () => {
  const given: Explanation = {
    ...explanation,
    change: 'nothing',
    fixes: [
      { text: 'Correct `commandLine`.', property: ['resourceFiles', 0, 'httpUrl'] },
      { text: 'Then retry the task.', remedies: ['task.retry'] },
      { text: 'Enable the job.', remedies: ['job.enable'], refusal: 'The job is not disabled.' },
    ],
    refusals: ['The pool is being resized.'],
  };
  const actions = [{ remedy: 'task.compare', title: 'Compare' } as const, retry];
  const { page, links } = toPage(given, { ...context, task, actions, looks: ['Properties'] });
  const [correct, again, enable] = page.steps;
  assert.deepEqual(correct?.text, [{ text: 'Correct ' }, { text: 'commandLine', isCode: true }, { text: '.' }]);
  assert.equal(correct?.leads[0]?.title, 'Open resourceFiles[0].httpUrl in the Definition');
  assert.deepEqual(links.get(correct?.leads[0]?.link ?? ''), {
    kind: 'property',
    path: ['resourceFiles', 0, 'httpUrl'],
  });
  assert.deepEqual(
    [again, enable, page].map((with_) => with_?.actions.map(({ title, isPrimary }) => [title, isPrimary])),
    [[['Retry This Task', true]], [], [['Compare', undefined]]],
  );
  assert.equal(enable?.refusal, 'The job is not disabled.');
  const either = given.fixes.map((fix, index) => (index === 0 ? fix : { ...fix, isChoice: true as const }));
  const { steps } = toPage({ ...given, fixes: either }, { ...context, task, actions }).page;
  assert.deepEqual(
    steps.map(({ text, choices = [] }) => [
      text.map((span) => span.text).join(''),
      choices.map(({ text: [own] }) => own?.text),
    ]),
    [
      ['Correct commandLine.', []],
      ['Do one of these:', ['Then retry the task.', 'Enable the job.']],
    ],
  );
  const alone = toPage({ ...given, fixes: either.slice(0, 2) }, { ...context, task, actions }).page.steps;
  assert.deepEqual(
    alone.map(({ choices }) => choices),
    [undefined, undefined],
  );
  assert.deepEqual(
    [...(again?.actions ?? []), ...page.actions, ...page.looks].map(({ link }) => links.get(link)),
    [
      { kind: 'action', index: 1, title: 'Retry This Task' },
      { kind: 'action', index: 0, title: 'Compare' },
      { kind: 'look', index: 0, title: 'Properties' },
    ],
  );
  assert.deepEqual(page.refusals, ['The pool is being resized.']);
});

test('if a step names two actions, the first one comes first and is the primary one', () => {
  const fixes = [{ text: 'Remove the node, then resize the pool.', remedies: ['node.remove', 'pool.resize'] as const }];
  const actions = [
    { remedy: 'pool.resize', title: 'Resize' } as const,
    { remedy: 'node.remove', title: 'Remove' } as const,
  ];
  const [step] = toPage({ ...explanation, fixes }, { ...context, actions }).page.steps;
  assert.deepEqual(
    step?.actions.map(({ title, isPrimary = false }) => [title, isPrimary]),
    [
      ['Remove', true],
      ['Resize', false],
    ],
  );
});

test('a page has one primary button, even if two steps have the same', () => {
  const fixes = ['First', 'Then'].map((text) => ({ text, remedies: ['task.retry'] as const }));
  const listPrimary = (given: Explanation): readonly string[] => {
    const { steps, actions } = toPage({ ...given, change: 'nothing' }, { ...context, actions: [retry] }).page;
    const buttons = [...steps.flatMap((step) => step.actions), ...actions];
    return buttons.filter(({ isPrimary }) => isPrimary).map(({ title }) => title);
  };
  assert.deepEqual(listPrimary({ ...explanation, fixes }), ['Retry This Task']);
  assert.deepEqual(listPrimary({ ...explanation, fixes: [] }), ['Retry This Task']);
});

test('where another run fails again unless something is fixed, a retry is neither first nor primary', () => {
  const fixes = [{ text: 'Upload it, then retry.', remedies: ['task.retry', 'task.resubmit'] as const }];
  const actions = [retry, { remedy: 'task.resubmit', title: 'Fix and Resubmit' } as const];
  const list = (change: 'surroundings' | 'nothing', offered: readonly OfferedAction[]) =>
    toPage({ ...explanation, fixes, change }, { ...context, actions: offered }).page.steps.flatMap((step) =>
      step.actions.map(({ title, isPrimary = false }) => [title, isPrimary]),
    );
  assert.deepEqual(list('nothing', actions), [
    ['Retry This Task', true],
    ['Fix and Resubmit', false],
  ]);
  assert.deepEqual(list('surroundings', actions), [
    ['Fix and Resubmit', true],
    ['Retry This Task', false],
  ]);
  assert.deepEqual(list('surroundings', [retry]), [['Retry This Task', false]]);
});

test('a page about several causes has no kind, code, or confidence of the first', () => {
  const { page } = toPage(
    { ...explanation, isOfSeveral: true },
    { ...context, resource: { kind: 'account', accountId: 'a' } },
  );
  assert.deepEqual([page.chips, page.confidence], [[], undefined]);
});

test('a task that cannot be retried shows the reason, after the possible steps', () => {
  const job = { id: 'frames', state: 'completed' };
  const { fixes, remedies } = explainTask({ task, job, stderr: traceback, stdout: '' });
  assert.match(fixes.at(-1)?.text ?? '', /^The task's job has ended/);
  assert.ok(!remedies.includes('task.retry'));
});

test('the timeline is drawn in order, with durations, and its failure is labeled', () => {
  const node = {
    id: 'tvmps_3461_d',
    state: 'idle',
    allocationTime: '2026-11-20T02:00:00Z',
    lastBootTime: '2026-11-20T02:01:00Z',
  };
  const timeline = buildTimeline({ tasks: [{ ...task, creationTime: '2026-11-20T09:00:00Z' }], nodes: [node] });
  const drawn = toPage(explanation, { ...context, task, timeline }).page.timeline;
  assert.ok(drawn);
  const places = drawn.moments.map(({ place }) => place);
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
  );
  assert.ok(places.every((place) => place >= 2 && place <= 98));
  const failure = drawn.moments.find(({ kind }) => kind === 'failure');
  assert.deepEqual(failure?.label, { name: 'Failed', time: '09:14' });
  assert.equal(failure?.tip, `${failure?.time}: ${failure?.text}`);
  assert.deepEqual(
    drawn.spells.map(({ isFailed }) => isFailed),
    [undefined, true],
  );
  assert.equal(toPage(explanation, context).page.timeline, undefined, 'where nothing is known there is no picture');
});

test('simultaneous events are listed, without a line', () => {
  const at = '2026-11-20T09:14:07Z';
  const change = { at, step: 'task added', kind: 'change' } as const;
  const timeline: PageContext['timeline'] = {
    events: [
      { ...change, text: 'Job frames was added' },
      { ...change, text: 'Task frame-0007 was added' },
    ],
    undated: [],
  };
  const drawn = toPage(explanation, { ...context, timeline }).page.timeline;
  assert.equal(drawn?.summary, undefined);
  assert.equal(drawn?.moments.length, 2);
});

test('text from users stays text, and invisible characters become visible', () => {
  const { page } = toPage({ ...explanation, title: '<img src=x>\u202e', cause: '[a](command:b) `c`' }, context);
  assert.equal(page.title, '<img src=x>\\u{202e}');
  assert.deepEqual(page.why, [{ text: '[a](command:b) ' }, { text: 'c', isCode: true }]);
});

test('no sentence of the extension shows the backticks around its code, and no title has any', () => {
  const bundle: Readonly<Record<string, unknown>> = JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8'));
  const sentences = Object.keys(bundle).filter((sentence) => sentence.includes('`'));
  assert.ok(sentences.length > 0);
  for (const sentence of sentences) {
    const filled = sentence.replaceAll(/\{\w+\}/g, 'Name');
    assert.ok(
      toSpans(filled).every(({ text }) => !text.includes('`')),
      sentence,
    );
    assert.doesNotMatch(toClause(filled), /`/);
  }
});

test('below steps, sections without a cause are folded, each with a line of its content', () => {
  const folded = (own: Partial<Explanation>): readonly (string | undefined)[] =>
    toPage({ ...explanation, evidence: [], related: [], ...own }, context).page.parts.map(({ gist }) => gist);
  const chart = { form: 'bars', title: '', of: 'Pool', series: [], notes: [] } as const;
  const rows = ['a', 'b', 'c', 'd'].map((label) => ({ label, values: [] }));
  const sections: Explanation['sections'] = [
    { id: 'extent', title: 'Causes', items: [{ text: 'weights.pt is missing' }] },
    { id: 'pools', title: 'Pools', items: [], charts: [{ ...chart, rows }] },
    { id: 'recorded', title: 'Log', items: [{ text: '3 events.' }, { text: 'As of 9:00.' }] },
    { id: 'quotas', title: 'Quotas', items: [], charts: [{ ...chart, rows: rows.slice(2) }] },
    { id: 'cost', title: 'Cost', items: [{ text: '6 core-hours.' }] },
  ];
  assert.deepEqual(folded({ sections }), [undefined, 'a, b, c and 1 more', '3 events.', 'c, d', undefined]);
  assert.deepEqual(folded({ sections, fixes: [] }), [undefined, undefined, '3 events.', 'c, d', undefined]);
});
