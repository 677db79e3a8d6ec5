import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSuspects, type FoundCommit, type FoundCommits, judgeSuspects } from './suspectCommits.ts';

const window = { from: '2026-11-18T08:00:00Z', to: '2026-11-20T08:00:00Z' };

function commit(hash: string, at: string, touches: FoundCommit['touches']): FoundCommit {
  return { hash, subject: `Subject of ${hash}`, author: 'Ada', at: `2026-11-${at}Z`, touches };
}

const found = (...commits: readonly FoundCommit[]): FoundCommits => ({
  file: 'src/load.py',
  repository: 'file:///work',
  commits,
});

test('the likeliest commit is the one that changed the line, and not the newest', () => {
  const commits = [
    commit('newest', '20T07:00:00', 'folder'),
    commit('definition', '20T06:00:00', 'definition'),
    commit('file', '19T06:00:00', 'file'),
    commit('culprit', '18T09:00:00', 'line'),
  ];
  const suspects = judgeSuspects(found(...commits), window).map(({ hash }) => hash);
  assert.deepEqual(suspects, ['culprit', 'file', 'definition', 'newest']);
});

test('of commits that changed the same, the latest before the failure comes first', () => {
  const commits = [commit('older', '18T10:00:00', 'file'), commit('newer', '20T07:59:59', 'file')];
  assert.deepEqual(
    judgeSuspects(found(...commits), window).map(({ hash }) => hash),
    ['newer', 'older'],
  );
});

test('a commit after the task was submitted, or before the good run was, is no suspect', () => {
  const commits = [
    commit('after', '20T08:00:01', 'line'),
    commit('before', '18T08:00:00', 'line'),
    { ...commit('undated', '19T08:00:00', 'line'), at: '' },
  ];
  const said = describeSuspects(found(...commits), window).map(({ text }) => text);
  assert.deepEqual(said, [
    "Which version ran on the node isn't known. Between the two runs, no commit on the current branch changed src/load.py, its folder, or a definition that names it.",
  ]);
});

test('without the times of both runs, no commit is suspected', () => {
  const one = found(commit('a', '19T08:00:00', 'line'));
  assert.deepEqual(describeSuspects(one, { ...window, from: undefined }), []);
  assert.deepEqual(describeSuspects(one, { ...window, to: 'damaged' }), []);
});

test('at most five commits are listed, each with its author, time and reason, and can be opened', () => {
  const commits = Array.from({ length: 7 }, (_, index) => commit(`c${index}`, `19T08:0${index}:00`, 'folder'));
  const said = describeSuspects({ ...found(...commits), deployed: '0123456789abcdef' }, window);
  assert.equal(said.length, 7);
  assert.equal(
    said[0]?.text,
    'The failed run names commit 01234567. Commits on the current branch between the two runs, the likeliest first:',
  );
  assert.deepEqual(said[1], {
    text: 'Ada, Nov 19, 2026, 08:06 UTC: “Subject of c6”. It changed other files in the folder of src/load.py.',
    commit: { repository: 'file:///work', hash: 'c6' },
  });
  assert.equal(said.at(-1)?.text, '2 more commits are not listed.');
});
