import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { pageContext } from '../../../test/builders/pageContext.ts';
import { renderChart, renderExplanation } from '../../../test/builders/renderExplanation.ts';
import type { Explanation } from '../diagnosis/explanation/explanation.ts';
import { toPage } from '../diagnosis/report/toPage.ts';
import { setLocale } from '../text/locale.ts';
import { renderPage } from './renderPage.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

const explanation: Explanation = {
  category: 'missing-file',
  code: 'BlobNotFound',
  title: 'frame-0001 could not start: its input input-0001.exr does not exist',
  cause: 'Storage answered 404.',
  evidence: [
    { text: 'UserError / BlobNotFound', source: 'failureInfo' },
    { text: 'second', source: 'stderr.txt, line 12' },
    { text: 'first', source: 'stderr.txt:9' },
  ],
  fixes: [
    {
      text: 'Upload it.',
      property: ['resourceFiles', 0, 'httpUrl'],
      help: 'https://learn.microsoft.com/azure/batch/x',
    },
    { text: 'Then retry the task.', remedies: ['task.retry'] },
    { text: 'Enable the job.', remedies: ['job.enable'], refusal: 'The job is not disabled.' },
  ],
  remedies: ['task.retry'],
  confidence: 'certain',
  fingerprint: 'v1:missing-file:BlobNotFound:0',
};

test('a page consists of title, confidence, reason, steps, evidence, timeline, and more, in this order', () => {
  const text = renderExplanation(explanation, {
    timeZone: 'UTC',
    task: {
      id: 'frame-0001',
      url: 'https://a/jobs/frames/tasks/frame-0001',
      nodeInfo: { poolId: 'cpu', nodeId: 'tvm_1' },
      executionInfo: {
        startTime: '2026-11-20T09:14:05Z',
        endTime: '2026-11-20T09:14:07Z',
        retryCount: 0,
        requeueCount: 0,
      },
    },
    actions: [
      { remedy: 'task.retry', title: 'Retry' },
      { remedy: 'task.compare', title: 'Compare [x](command:y)' },
      { remedy: 'task.openStderr', title: 'Open stderr.txt' },
    ],
    timeline: {
      events: [
        { at: '2026-11-20T09:14:05Z', step: 'task began', kind: 'change', text: 'Task frame-0001 started on tvm_1' },
        { at: '2026-11-20T09:14:07Z', step: 'task ended', kind: 'failure', text: 'Task frame-0001 failed' },
      ],
      undated: [],
    },
    nameNodes: (told) => told.replace('tvm_1', 'node 3'),
  });
  assert.equal(
    text,
    `# frame-0001 could not start: its input input-0001.exr does not exist

**Pre-processing error · BlobNotFound** · job frames · pool cpu · node tvm_1 · 20 Nov 2026, 09:14:07 UTC (after 2 sec)

Confidence: certain.

## Why

Storage answered 404.

## What to do

1. Upload it. (\`resourceFiles[0].httpUrl\`)
2. Then retry the task. [Retry]
3. Enable the job. The job is not disabled.

[Compare [x\\](command:y)] [Open stderr.txt]

## Evidence

- Failure: UserError / BlobNotFound

\`stderr.txt\`:

\`\`\`text
 9 | first
 ⋯
12 | second
\`\`\`

## What happened when

- 20 Nov 2026, 09:14:05 UTC: Task frame-0001 started on node 3
- 09:14:07: **Task frame-0001 failed**

More: [Job and task errors](https://learn.microsoft.com/azure/batch/batch-job-task-error-checking), [Azure Batch documentation](https://learn.microsoft.com/azure/batch/x)
`,
  );
});

test('foreign text creates neither links nor HTML nor blocks', () => {
  const hostile = '[x](command:evil) <img src=x> ```\n# head ![i](http://e/x)\u202e\u001b[31m';
  fc.assert(
    fc.property(fc.constantFrom('title', 'cause', 'code'), anyText(), (name, noise) => {
      const text = renderExplanation({ ...explanation, fixes: [], evidence: [], [name]: hostile + noise });
      assert.doesNotMatch(text, /(?<!\\)\]\(command:/);
      assert.doesNotMatch(text, /(?<!\\)<img/);
      assert.doesNotMatch(text, /^# head/m);
      assert.doesNotMatch(text, /[\u202e]/u);
    }),
  );
});

test('a quoted log stays in its block', () => {
  const text = renderExplanation({
    ...explanation,
    evidence: [{ text: 'a\n```\n[x](command:evil)', source: 'stderr.txt:3' }],
  });
  assert.match(text, /````text\n3 \| a\n```\n\[x\]\(command:evil\)\n````/);
});

test('a help link must point to the documentation', () => {
  const text = renderExplanation({ ...explanation, fixes: [{ text: 'x', help: 'https://evil.example/' }] });
  assert.ok(!text.includes('evil'));
});

test('references to actions, properties, and documents become links, which text from the service cannot imitate', () => {
  const actions = [{ remedy: 'task.retry', title: 'Retry [all]' }] as const;
  const fixes = [
    { text: '[Retry [all]] `[Retry]`', property: ['commandLine'], remedies: ['task.retry'] as const },
    { text: 'Wait.' },
  ];
  const document = { resource: { kind: 'job', accountId: 'a', jobId: 'frames' }, document: 'explanation' } as const;
  const sections = [{ id: 'causes', title: 'Causes', items: [{ text: 'job `frames`', leadsTo: document }] }] as const;
  const { page, links } = toPage({ ...explanation, fixes, sections }, { ...pageContext(document.resource), actions });
  const rendered = renderPage(page);
  assert.deepEqual(
    rendered.links.map(({ from, to, link }) => [rendered.text.slice(from, to), links.get(link)]),
    [
      ['`commandLine`', { kind: 'property', path: ['commandLine'] }],
      ['Retry [all\\]', { kind: 'action', index: 0, title: 'Retry [all]' }],
      ['job `frames`', { kind: 'document', document }],
    ],
  );
});

test('text after code is not escaped, and marks are escaped only at the start of the line', () => {
  const renderCause = (cause: string): string | undefined =>
    /\n## Why\n\n(.*)\n/.exec(renderExplanation({ ...explanation, cause }))?.[1];
  assert.equal(renderCause('Uppgiftens mapp `wd`: det lagras'), 'Uppgiftens mapp `wd`: det lagras');
  assert.equal(renderCause('`wd`\u00a0: rien'), '`wd`\u00a0: rien');
  assert.equal(renderCause('- `wd` [x](y)'), '\\- `wd` [x\\](y)');
});

test('the reason why an expected action is not offered is shown below the steps', () => {
  const text = renderExplanation({ ...explanation, fixes: [{ text: 'Wait.' }], refusals: ['It has ended.'] });
  assert.match(text, /\n## What to do\n\n1\. Wait\.\n\nIt has ended\.\n/);
});

test('neighboring periods with the same numbers share a line, and those without any are left out', () => {
  const begin = Date.parse('2026-11-20T09:00:00Z');
  const rows = [2, 2, 2, 0, 2, 1].map((count, index) => ({
    label: '',
    at: begin + index * 3_600_000,
    values: [{ count, isComplete: true }],
    ...(index === 1 ? { note: 'a quota' } : {}),
  }));
  const series = [{ name: 'failed', look: 'failed' } as const];
  const chart = { form: 'columns', title: '', of: 'Time', series, stepMs: 3_600_000, notes: [] } as const;
  const render = (of: typeof rows) => renderChart({ ...chart, rows: of }).split('\n');
  assert.deepEqual(render(rows.map(({ note: _, ...row }) => row)), [
    '- 20 Nov 2026, 09:00 UTC to 11:00, each (failed: 2)',
    '- 13:00 (failed: 2)',
    '- 14:00 (failed: 1)',
  ]);
  assert.deepEqual(render(rows).slice(0, 2), ['- 20 Nov 2026, 09:00 UTC (failed: 2)', '- 10:00 (failed: 2): a quota']);
});
