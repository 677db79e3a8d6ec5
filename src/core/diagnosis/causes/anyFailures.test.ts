import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { damage, damages } from '../../../../test/builders/damagedJson.ts';
import { at, blobMissing, exited, listTaskIds, withMessage } from '../../../../test/builders/failure.ts';
import { runs } from '../../../../test/builders/nightly.ts';
import { clusterFailures, clusterWithMembers } from '../clusterFailures.ts';
import type { Explanation } from '../explanation/explanation.ts';
import type { Failure } from './clusterFailure.ts';

const message = fc.oneof(
  fc.string(),
  fc.constantFrom('disk is full', 'item 1 failed', 'item 2 failed', 'node a lost', 'node b lost'),
);
const failure: fc.Arbitrary<Failure> = fc
  .record({
    message,
    task: fc.nat(5),
    second: fc.nat(100),
    node: fc.option(fc.nat(3), { nil: undefined }),
    kind: fc.nat(2),
    waitsFor: fc.option(fc.nat(5), { nil: undefined }),
  })
  .map(({ message: text, task, second, node, kind, waitsFor }) => {
    const own: Explanation =
      kind === 0
        ? blobMissing(task).explanation
        : kind === 1
          ? exited(task, '').explanation
          : { ...exited(task, '').explanation, fingerprint: text };
    const evidence = waitsFor === undefined ? [] : [{ text: `Failed: t${waitsFor}`, source: 'dependsOn' }];
    const explanation = { ...own, evidence: [...own.evidence, ...evidence] };
    return {
      accountId: 'a',
      jobId: 'j',
      taskId: `t${task}`,
      at: at(second),
      explanation,
      message: text,
      ...(node === undefined ? {} : { nodeId: `n${node}` }),
    };
  });

test('every failure is counted once, in any order', () => {
  fc.assert(
    fc.property(fc.array(failure, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (failures, random) => {
      const clusters = clusterFailures(failures);
      assert.equal(
        clusters.reduce((sum, { count }) => sum + count, 0),
        failures.length,
      );
      const shuffled = failures
        .map((value) => ({ value, rank: random.next().value ?? 0 }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ value }) => value);
      assert.deepEqual(clusterFailures(shuffled), clusters);
    }),
  );
});

const secret = fc.constantFrom('PLANTEDsecret', 'PLANTEDsecret0123456789abcdef==', 'PLANTED'.repeat(30));
const planted = fc
  .tuple(fc.nat(6), secret)
  .map(
    ([form, value]) =>
      [
        `password=${value}`,
        `https://a.blob.core.windows.net/c/b?sv=2024&sig=${value}`,
        `postgres://user:${value}@db.example.com/x`,
        `AccountKey=${value};EndpointSuffix=core.windows.net`,
        `Authorization: Bearer ${value}`,
        `{"password":"${value}"}`,
        `-----BEGIN PRIVATE KEY-----\n${value}\n-----END PRIVATE KEY-----`,
      ][form] ?? '',
  );
const words = fc.array(fc.constantFrom('mesh', 'failed', 'step 7', '"', '\n', 'in job'), { maxLength: 300 });

test('no secret appears in the result, wherever it comes from', () => {
  fc.assert(
    fc.property(words, planted, words, fc.boolean(), (before, text, after, isEverywhere) => {
      const message = `${before.join(' ')} ${text} ${after.join(' ')}`;
      const plain = withMessage(1, message);
      const evidence = [{ text: message, source: 'stderr.txt:3' }];
      const stated = { ...plain.explanation, title: `t1 failed: ${message}`, fingerprint: message, evidence };
      const failures = [isEverywhere ? { ...plain, explanation: stated } : plain, withMessage(2, 'x')];
      assert.doesNotMatch(JSON.stringify(clusterFailures(failures)), /PLANTED/);
    }),
  );
});

test('a malformed failure is not counted', () => {
  const stated = blobMissing(1);
  const reported: unknown[] = [
    null,
    undefined,
    {},
    { ...stated, message: undefined },
    { ...stated, explanation: null },
    stated,
  ];
  assert.equal(clusterFailures(reported as Failure[])[0]?.count, 1);
  assert.deepEqual(clusterFailures([null] as unknown[] as Failure[]), []);
});

test('A9-16 with any input, clustering does not throw, returns texts, and counts valid failures', () => {
  const given = { failures: [exited(3, 'a'), blobMissing(4)] };
  const whole = [exited(1, 'disk is full'), exited(2, 'no such file')];
  fc.assert(
    fc.property(damages(given, 6), fc.anything(), (changes, other) => {
      const odd: readonly unknown[] = [...damage(given, changes).failures, other];
      const found = clusterWithMembers([...(odd as readonly Failure[]), ...whole]);
      const clusters = found.map(({ cluster }) => cluster);
      const tasks = found.flatMap(listTaskIds);
      assert.ok(
        ['t1', 't2'].every((task) => tasks.includes(task)),
        JSON.stringify(tasks),
      );
      for (const { title, category, why, firstSeen, lastSeen, fingerprint } of clusters) {
        for (const text of [title, category, why, firstSeen, lastSeen, fingerprint])
          assert.equal(typeof text, 'string');
      }
      for (const text of tasks) assert.equal(typeof text, 'string');
    }),
    { numRuns: runs(500) },
  );
  for (const none of [undefined, null, 7, 'failures', {}]) assert.deepEqual(clusterFailures(none as never), []);
});
