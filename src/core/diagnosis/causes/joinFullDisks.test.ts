import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, exited } from '../../../../test/builders/failure.ts';
import { clusterWithMembers } from '../clusterFailures.ts';
import type { Failure } from './clusterFailure.ts';

const daySeconds = 24 * 60 * 60;
const python = 'OSError: [Errno 28] No space left on device\n';
const tar = 'tar: frames.tar: Cannot write: No space left on device\n';
const encoder = 'encode: write failed: /mnt/batch/tasks/out.mp4: No space left on device\n';

function full(index: number, stderr: string, nodeId: string, second = index): Failure {
  return { ...exited(index, stderr), poolId: 'p', nodeId, at: at(second) };
}

function list(failures: readonly Failure[]): readonly (readonly [number, string])[] {
  return clusterWithMembers(failures).map(({ cluster }) => [cluster.count, cluster.fingerprint] as const);
}

test('tasks whose programs report the full disk of one node in different words have one cause', () => {
  const [[, first] = assert.fail()] = list([full(1, python, 'n1')]);
  const failures = [full(3, encoder, 'n1'), full(2, tar, 'n1'), full(1, python, 'n1')];
  assert.deepEqual(list(failures), [[3, first]], 'the identity is that of the earliest failure');
  const [{ cluster } = assert.fail()] = clusterWithMembers(failures);
  assert.match(cluster.why, /same kind of cause \(disk full\)/);
  assert.doesNotMatch(cluster.why, /same line/);
});

test('a full disk has the same title whichever of the programs that filled it are in the list', () => {
  const all = [full(1, python, 'n1'), full(2, tar, 'n1'), full(3, encoder, 'n1')];
  for (const some of [all, ...all.map((one) => [one])])
    assert.deepEqual(
      clusterWithMembers(some).map(({ cluster }) => cluster.title),
      ['Disk full'],
    );
});

test('a node joins all tasks that ran on it, and with them those of their other nodes', () => {
  const failures = [full(1, python, 'n1'), full(2, python, 'n2'), full(3, tar, 'n2'), full(4, tar, 'n3')];
  assert.deepEqual(
    list(failures).map(([count]) => count),
    [4],
  );
});

test('full disks of different nodes, or more than a day apart, are different causes', () => {
  const counts = (failures: readonly Failure[]) => list(failures).map(([count]) => count);
  assert.deepEqual(counts([full(1, python, 'n1'), full(2, tar, 'n2')]), [1, 1]);
  assert.deepEqual(counts([full(1, python, 'n1'), full(2, tar, 'n1', daySeconds + 2)]), [1, 1]);
  assert.deepEqual(counts([full(1, python, 'n1'), full(2, tar, 'n1', daySeconds)]), [2]);
});
