import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exited } from '../../../../test/builders/failure.ts';
import { toClusterTitle } from './describeCluster.ts';

test('a title ends before the colon of what differs, however the language sets it', () => {
  const titleOf = (lead: string) => {
    const members = ['"a"', '"b c"'].map((what, index) => {
      const failure = exited(index, '');
      return { ...failure, explanation: { ...failure.explanation, title: `${lead} ${what}` } };
    });
    const [first] = members;
    assert.ok(first);
    return toClusterTitle({ key: '', fingerprint: '', template: '', members, followers: [] }, first);
  };
  assert.equal(titleOf('Program failed with:'), 'Program failed with');
  assert.equal(titleOf('Échec du programme\u00a0:'), 'Échec du programme');
});
