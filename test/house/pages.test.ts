import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type DocumentTarget, toDocumentPath } from '../../src/core/places/documentPath.ts';

const { customEditors, menus } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).contributes;

const patterns: readonly RegExp[] = customEditors[0].selector.map(({ filenamePattern }: { filenamePattern: string }) =>
  toExpression(filenamePattern),
);

/** Converts a pattern in the same way as VS Code. */
function toExpression(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll('**/', '(?:[^/]+/)@')
    .replaceAll('*', '[^/]*')
    .replaceAll(')@', ')*')
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`);
  return new RegExp(`^${source}$`);
}

const account = { kind: 'account', accountId: 'a' } as const;
const task = { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' } as const;
const pool = { kind: 'pool', accountId: 'a', poolId: 'p' } as const;
const node = { ...pool, kind: 'node', nodeId: 'n' } as const;
const job = { kind: 'job', accountId: 'a', jobId: 'j' } as const;
const schedule = { kind: 'jobSchedule', accountId: 'a', scheduleId: 's' } as const;
const other = { jobId: 'j', taskId: 'u' };

const drawn: readonly DocumentTarget[] = [
  ...[account, task, pool, node, job, schedule].map((resource) => ({ resource, document: 'explanation' as const })),
  ...[task, pool, node, job, schedule].map((resource) => ({ resource, document: 'attempts' as const })),
  { resource: account, document: 'cause', fingerprint: 'v1:other::1' },
  { resource: task, document: 'attempt', savedAt: '2026-11-20T09:00:00Z' },
  { resource: task, document: 'comparison', other },
  { resource: task, document: 'comparison', other, savedAt: '2026-11-20T09:00:00Z' },
  { resource: pool, document: 'access' },
  { resource: account, document: 'bulkReport', bulkId: 'b' },
  { resource: account, document: 'answers', answersId: '1' },
];

const files: readonly DocumentTarget[] = [
  'report.md',
  'answers.md',
  't.comparison.md',
  't.kept.md',
  'a/p.access.md',
].flatMap((path) =>
  (['content', 'text'] as const).map((document) => ({
    resource: { ...task, kind: 'taskFile' as const, path },
    document,
  })),
);

const isDrawn = (path: string): boolean => patterns.some((pattern) => pattern.test(`azurebatch:${path}`));

test('explanations open as pages, and files of tasks do not', () => {
  for (const target of drawn) assert.ok(isDrawn(toDocumentPath(target) ?? ''), toDocumentPath(target));
  for (const target of files) assert.ok(!isDrawn(toDocumentPath(target) ?? ''), toDocumentPath(target));
});

test('the text of each page opens with one button', () => {
  for (const command of ['azureBatch.explanation.copy', 'azureBatch.explanation.openText']) {
    const entry = menus['editor/title'].find((one: { command?: string }) => one.command === command);
    const [, source = ''] = /resourcePath =~ \/(.*)\/$/.exec(entry.when) ?? [];
    for (const target of drawn) assert.match(toDocumentPath(target) ?? '', new RegExp(source), command);
    for (const target of files) assert.doesNotMatch(toDocumentPath(target) ?? '', new RegExp(source), command);
  }
});
