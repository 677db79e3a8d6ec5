import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exited } from '../../../../test/builders/failure.ts';
import { toClusterTitle } from './describeCluster.ts';

test('a title ends before the colon of the differing part, in any language', () => {
  const titleOf = (lead: string) => {
    const members = ['"a"', '"b c"'].map((what, index) => {
      const failure = exited(index, '');
      return { ...failure, explanation: { ...failure.explanation, title: `${lead} ${what}` } };
    });
    const [first] = members;
    assert.ok(first);
    return toClusterTitle({ kind: 'task', key: '', fingerprint: '', template: '', members, followers: [] }, first);
  };
  assert.equal(titleOf('Program failed with:'), 'Program failed');
  assert.equal(titleOf('Échec du programme\u00a0:'), 'Échec du programme');
});

test("a title that begins with one of the extension's words is capitalized, even if the word has an apostrophe", () => {
  const titleOf = (what: string) => {
    const failure = exited(1, '');
    const title = `${failure.taskId ?? ''} failed: ${what}`;
    const members = [{ ...failure, explanation: { ...failure.explanation, title } }];
    const [first] = members;
    assert.ok(first);
    return toClusterTitle({ kind: 'task', key: '', fingerprint: '', template: '', members, followers: [] }, first);
  };
  assert.equal(titleOf('the host a.example was not found'), 'The host a.example was not found');
  assert.equal(titleOf('l’hôte a.example est introuvable'), 'L’hôte a.example est introuvable');
  assert.equal(titleOf('weights.pt is missing'), 'weights.pt is missing');
});

test('a title omits a word in which the failures differ, and never shows a placeholder', () => {
  const members = ['/var/lib/dpkg/lock', '/etc/fstab'].map((path, index) => {
    const failure = exited(index, '');
    const title = `${failure.taskId ?? ''} failed: no access to ${path} without administrator rights`;
    return { ...failure, explanation: { ...failure.explanation, title } };
  });
  const [first] = members;
  assert.ok(first);
  assert.equal(
    toClusterTitle({ kind: 'task', key: '', fingerprint: '', template: '', members, followers: [] }, first),
    'No access to … without administrator rights',
  );
});

test('a title that omits the end in which the failures differ does not end in a preposition', () => {
  const titleOf = (lead: string, ...ends: readonly string[]) => {
    const members = ends.map((end, index) => {
      const failure = exited(index, '');
      const title = `${failure.taskId ?? ''} failed: ${lead} ${end}`;
      return { ...failure, explanation: { ...failure.explanation, title, code: 'TaskEnded' } };
    });
    const [first] = members;
    assert.ok(first);
    return toClusterTitle({ kind: 'task', key: '', fingerprint: '', template: '', members, followers: [] }, first);
  };
  assert.equal(titleOf('exceeded its time limit of', '30 min', '3 sec'), 'Exceeded its time limit (TaskEnded)');
  assert.equal(titleOf('a dépassé sa limite de temps de', '30 min', '3 s'), 'A dépassé sa limite de temps (TaskEnded)');
  assert.equal(titleOf('the archive has no entry for', '"a b"', '"c d"'), 'The archive has no entry (TaskEnded)');
});
