import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CommandOutcome, groupOutcomes, type NodeOutcome, renderOutcomes } from './commandOutcome.ts';

const limits = { timeMs: 60_000, outputBytes: 65_536 };
const ended = (stdout: string, exitCode = 0, stderr = ''): CommandOutcome => ({
  kind: 'ended',
  exitCode,
  stdout,
  stderr,
  isCut: false,
});
const on = (name: string, outcome: CommandOutcome, note?: string): NodeOutcome =>
  note === undefined ? { name, outcome } : { name, outcome, note };

test('nodes that answered the same stand together, the most first and those where nothing ran last', () => {
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
    groups.map(({ names }) => names),
    [['node 4', 'node 13'], ['node 2'], ['node 5'], ['node 1', 'node 6', 'node 7']],
  );
});

test('the report has each answer once, with what was cut and what else happened', () => {
  const many = Array.from({ length: 12 }, (_, index) => on(`node ${index + 1}`, ended('Filesystem 97%\n', 2, 'low\n')));
  const cut = on('node 13', { kind: 'timedOut', stdout: 'y\n', stderr: '', isCut: true }, 'The user is left.');
  const text = renderOutcomes('df -h', [...many, cut, on('node 14', ended(''))], limits);
  assert.match(text, /^# A command on nodes\n\n```sh\ndf -h\n```/);
  assert.match(text, /## 12 nodes answered the same: exit code 2\n\n- node 1\n/);
  assert.equal(text.split('Filesystem 97%').length, 2);
  assert.match(text, /On `stderr`:\n\n```text\nlow\n```/);
  assert.match(text, /## 1 node: not finished in time\n\n- node 13\n\n.*longer than 1 min.*may still run/s);
  assert.match(text, /more than 64 KiB/);
  assert.match(text, /## What else happened\n\n- node 13: The user is left\./);
  assert.match(text, /The command printed nothing\./);
});

test('A9-46 a report has no secret, neither of the command nor of what it printed', () => {
  const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==';
  const connection = `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${secret};EndpointSuffix=core.windows.net`;
  const outcomes = [on('node 1', ended(`${connection}\n`)), on('node 2', ended('', 1, `password=${secret}`))];
  assert.ok(!renderOutcomes(`echo '${connection}'`, outcomes, limits).includes(secret));
});

test('A9-18 what a node prints is text in the report', () => {
  const text = renderOutcomes('x', [on('<b>', ended('```\n[x](command:y)\n'))], limits);
  assert.match(text, /````text\n```\n\[x\]/);
  assert.match(text, /- \\?<b>|- \\<b>/);
});
