import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderAttempts } from '../../../test/builders/renderSaved.ts';
import type { SavedAttempt } from '../model/savedAttempt.ts';
import { renderSavedLog, toAttemptsPage, toAttemptsSection } from './attemptsReport.ts';
import { Links } from './links.ts';

const attempt: SavedAttempt = {
  savedAt: '2026-11-20T09:20:00Z',
  action: 'retry',
  task: {
    id: 'frame-1',
    commandLine: 'render 1',
    executionInfo: {
      exitCode: 2,
      endTime: '2026-11-20T09:14:00Z',
      failureInfo: { category: 'UserError', code: 'FailureExitCode', message: 'The task exited with 2' },
    },
    nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
  },
  logs: [
    { path: 'stderr.txt', text: 'no such file: `a`\n', leftOut: 12 },
    { path: 'stdout.txt', unread: { kind: 'absent', why: 'stdout.txt was cleaned up.' } },
  ],
};

const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 'frame-1' } as const;
const place = { timeZone: 'UTC' };

test('the report shows data that the service no longer has', () => {
  const text = renderAttempts(resource, [attempt], place);
  for (const expected of [
    '# Earlier attempts of frame-1',
    '- Result: Exit code 2',
    '- `FailureExitCode`: The task exited with 2',
    '- Node: `tvm-1`',
    '- Command: `render 1`',
    '```text\nno such file: `a`\n```',
    "The first 12 bytes weren't saved.",
    'stdout.txt was cleaned up.',
    '### Properties',
    '"commandLine": "render 1"',
  ]) {
    assert.ok(text.includes(expected), `${expected} in ${text}`);
  }
});

test('the newest attempt is shown first', () => {
  const older = { ...attempt, task: { ...attempt.task, executionInfo: { exitCode: 7 } } };
  const text = renderAttempts(resource, [older, attempt], place);
  assert.ok(text.indexOf('Exit code 2') < text.indexOf('Exit code 7'));
});

test('the saved data of an attempt is collapsed, and can also be opened separately', () => {
  const links = new Links();
  const [part] = toAttemptsPage(resource, [attempt], links, place).parts;
  assert.deepEqual(
    part?.folds?.map(({ title, button }) => [title, links.targets.get(button?.link ?? '')]),
    [
      [
        'stderr.txt',
        {
          kind: 'document',
          document: { resource, document: 'attemptLog', savedAt: attempt.savedAt, path: 'stderr.txt' },
        },
      ],
      ['Properties', undefined],
    ],
  );
});

test('a saved log is shown in readable form', () => {
  const logs = [{ path: 'stderr.txt', text: '1 %\r100 %\n\u001b[31mboom\u001b[0m\n' }];
  assert.equal(renderSavedLog(logs, 'stderr.txt'), '100 %\nboom\n');
});

test('if nothing was saved, the report says so', () => {
  assert.match(renderAttempts(resource, []), /No earlier attempts are saved/);
});

test('no foreign text becomes a link', () => {
  const hostile = '[x](command:workbench.action.quit)';
  const text = renderAttempts(
    { ...resource, taskId: hostile },
    [{ ...attempt, task: { id: hostile, commandLine: hostile } }],
    place,
  );
  const outsideOfCode = text.replaceAll(/```text\n[\s\S]*?\n```/g, '').replaceAll(`\`${hostile}\``, '');
  assert.ok(!/(?<![`\\])\[x\]\(command/.test(outsideOfCode), text);
});

test('an earlier attempt is a row, newest first, and opens its description', () => {
  const ended = { ...attempt.task.executionInfo, endTime: '2026-11-20T09:30:00Z' };
  const later: SavedAttempt = {
    ...attempt,
    savedAt: '2026-11-20T09:40:00Z',
    action: 'requeue',
    task: { ...attempt.task, executionInfo: ended },
  };
  const section = toAttemptsSection(resource, [attempt, { ...later, effect: 'succeeded' }], { place });
  assert.deepEqual(
    section?.items.map(({ source, text }) => `${source}: ${text}`),
    [
      'Nov 20, 2026, 09:30 UTC: exit code 2; then requeued. It has succeeded since.',
      '09:14: exit code 2; then retried',
    ],
  );
  assert.deepEqual(
    section?.items.map(({ opens }) => opens?.document),
    [later, attempt].map(({ savedAt }) => ({ resource, document: 'attempt', savedAt })),
  );
  assert.match(
    renderAttempts(resource, [{ ...later, effect: 'succeeded' }], place),
    /^- Afterwards: It has succeeded since\.$/m,
  );
  assert.equal(toAttemptsSection(resource, []), undefined);
});
