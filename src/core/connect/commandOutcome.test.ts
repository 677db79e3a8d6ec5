import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Links } from '../page/links.ts';
import { makePage } from '../page/makePage.ts';
import { renderPage } from '../page/renderPage.ts';
import { type CommandOutcome, groupOutcomes, type NodeOutcome, toAnswersPage } from './commandOutcome.ts';

const limits = { timeMs: 60_000, outputBytes: 65_536 };
const ended = (stdout: string, exitCode = 0, stderr = ''): CommandOutcome => ({
  kind: 'ended',
  exitCode,
  stdout,
  stderr,
  isCut: false,
});
const node = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
const on = (name: string, outcome: CommandOutcome, note?: string): NodeOutcome =>
  note === undefined ? { node, name, outcome } : { node, name, outcome, note };

function renderOutcomes(command: string, outcomes: readonly NodeOutcome[]): string {
  return renderPage(makePage(toAnswersPage({ command, outcomes, limits }, new Links()))).text;
}

test('nodes with the same answer are grouped, the largest group first and those where nothing ran last', () => {
  const groups = groupOutcomes([
    on('node 1', { kind: 'failed', reason: 'It is gone.' }),
    on('node 2', ended('a\n')),
    on('node 13', ended('b\n')),
    on('node 4', ended('b\n')),
    on('node 5', ended('b\n', 1)),
    on('node 6', { kind: 'failed', reason: 'It is gone.' }),
    on('node 7', { kind: 'failed', reason: 'It is gone.' }),
  ]);
  assert.deepEqual(
    groups.map(({ nodes }) => nodes.map(({ name }) => name)),
    [['node 4', 'node 13'], ['node 2'], ['node 5'], ['node 1', 'node 6', 'node 7']],
  );
});

test('the report contains each answer once, and mentions timeouts, truncated output, and other events', () => {
  const many = Array.from({ length: 12 }, (_, index) => on(`node ${index + 1}`, ended('Filesystem 97%\n', 2, 'low\n')));
  const cut = on('node 13', { kind: 'timedOut', stdout: 'y\n', stderr: '', isCut: true }, 'The user is left.');
  const text = renderOutcomes('df -h', [...many, cut, on('node 14', ended(''))]);
  assert.match(text, /^# Responses from nodes\n\n## Command\n\n- `df -h`\n/);
  assert.match(
    text,
    /## 12 nodes with the same result: exit code 2\n\n- Nodes \(12\): node 1, node 2, .*, node 12\n\n### stdout\n/,
  );
  assert.equal(text.split('Filesystem 97%').length, 2);
  assert.match(text, /### stderr\n\n```text\nlow\n```/);
  assert.match(
    text,
    /## 1 node: not finished in time\n\n- .*longer than 1 min.*may still be running on the node\.\n {2}- node 13\n/,
  );
  assert.match(text, /more than 64 KiB/);
  assert.match(text, /## What else happened\n\n- node 13: The user is left\./);
  assert.match(text, /The command printed nothing\./);
});

test('each node that answered is a link', () => {
  const links = new Links();
  const { parts } = toAnswersPage({ command: 'x', outcomes: [on('node 1', ended(''))], limits }, links);
  const [thing] = parts[1]?.groups?.[0]?.places[0]?.runs[0]?.things ?? [];
  assert.equal(thing?.text, 'node 1');
  assert.deepEqual(links.targets.get(thing?.link ?? ''), {
    kind: 'document',
    document: { resource: node, document: 'explanation' },
  });
});

test('A9-46 a report contains no secret, neither from the command nor from its output', () => {
  const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==';
  const connection = `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret};EndpointSuffix=core.windows.net`;
  const outcomes = [on('node 1', ended(`${connection}\n`)), on('node 2', ended('', 1, `password=${secret}`))];
  assert.ok(!renderOutcomes(`echo '${connection}'`, outcomes).includes(secret));
});

test('A9-18 the output of a node is text in the report', () => {
  const text = renderOutcomes('x', [on('<b>', ended('```\n[x](command:y)\n'))]);
  assert.match(text, /````text\n```\n\[x\]/);
  assert.match(text, /- \\?<b>|- \\<b>/);
});
