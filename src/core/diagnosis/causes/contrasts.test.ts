import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findContrasts } from './contrasts.ts';
import { describeContrast } from './describeContrast.ts';
import type { Observation, TraitValues } from './observation.ts';

function observe(traits: TraitValues, failed: number, succeeded: number): readonly Observation[] {
  return Array.from({ length: failed + succeeded }, (_, index) => ({ failed: index < failed, traits }));
}

/** Lists the differences of the first task of the first group. */
function describe(...groups: readonly (readonly Observation[])[]): readonly string[] {
  const [task, ...others] = groups.flat();
  assert.ok(task);
  return findContrasts(task, others).map(describeContrast);
}

const batch = (size: number) => ({ option: ['--epochs 12', `--batch-size ${size}`] });

test('an option is described together with its value in succeeded tasks', () => {
  assert.deepEqual(describe(observe(batch(512), 17, 0), observe(batch(64), 0, 23)), [
    '17 of 17 tasks with `--batch-size 512` failed; 23 of 23 with `--batch-size 64` succeeded.',
  ]);
  assert.deepEqual(
    describe(observe(batch(512), 3, 0), observe(batch(64), 14, 40)),
    ['3 of 3 tasks with `--batch-size 512` failed; 40 of 54 with `--batch-size 64` succeeded.'],
    'others may have failed for other reasons',
  );
});

test('an input that is missing in failed tasks but present in succeeded ones is described by its file, not its folder', () => {
  const weights = { input: ['models/weights.pt', 'models', 'data/a', 'data'] };
  assert.deepEqual(describe(observe({ input: ['data/a', 'data'] }, 12, 0), observe(weights, 5, 40)), [
    '12 of 12 tasks without input models/weights.pt failed; 40 of 45 with it succeeded.',
  ]);
});

test('a file of a container that the task takes completely is not called missing', () => {
  const weights = observe({ input: ['models/weights.pt', 'models'] }, 5, 40);
  const describeWhole = (start: string) => {
    const failed = observe({ input: ['models'] }, 12, 0).map((one) => ({ ...one, wholeInputs: [start] }));
    return describe(failed, weights);
  };
  assert.deepEqual(describeWhole('models/'), []);
  assert.equal(describeWhole('models/labels').length, 1);
});

test('a single failed task is described as too little evidence, and only if all successes share a value', () => {
  assert.deepEqual(describe(observe(batch(512), 1, 0), observe(batch(64), 2, 40)), [
    'Of the tasks compared, only 1 had `--batch-size 512`, too few to tell; all 40 that succeeded had `--batch-size 64`.',
  ]);
  const shards = Array.from({ length: 40 }, (_, shard) => observe({ option: [`--shard ${shard}`] }, 0, 1));
  assert.deepEqual(describe(observe({ option: ['--shard 99'] }, 1, 0), ...shards), []);
});

test('traits that failures and successes share are not evidence, and neither are rare traits', () => {
  assert.deepEqual(describe(observe(batch(512), 5, 5), observe(batch(64), 0, 20)), [], 'half of them succeeded');
  assert.deepEqual(describe(observe(batch(512), 5, 0), observe(batch(64), 0, 2)), [], 'two that succeeded');
  assert.deepEqual(describe(observe(batch(512), 3, 0), observe(batch(64), 30, 4)), [], 'nearly all fail anyway');
  assert.deepEqual(describe(observe({}, 5, 0), observe({ vmSize: ['large'] }, 0, 20)), [], 'a size that is unknown');
});

test('a secret in an option or an address is not shown', () => {
  const secret = describe(
    observe({ option: ['--sas https://a.blob.core.windows.net/c?sig=PLANTED'] }, 5, 0),
    observe({ option: ['--sas https://b.blob.core.windows.net/c?sig=PLANTED'] }, 0, 5),
  );
  assert.equal(secret.length, 1);
  assert.doesNotMatch(secret.join(), /PLANTED/);
});

test('the most distinctive traits come first, and at most three are reported', () => {
  const options = ['--a 1', '--b 1', '--c 1', '--d 1'];
  const own = observe({ option: options, application: ['tool 2'] }, 6, 0);
  const sentences = describe(
    own,
    observe({ option: options, application: ['tool 1'] }, 2, 0),
    observe({ application: ['tool 1'] }, 0, 20),
  );
  assert.equal(sentences.length, 3);
});

test('the reported numbers match the tasks, in any order', () => {
  const observation = fc.record({
    failed: fc.boolean(),
    traits: fc.record({ option: fc.subarray(['--a 1', '--a 2', '--b 1']), input: fc.subarray(['x', 'x/y', 'z']) }),
  });
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 60 }), observation, (others, task) => {
      const own = { ...task, failed: true };
      const contrasts = findContrasts(own, others);
      assert.deepEqual(findContrasts(own, others.toReversed()), contrasts);
      for (const { trait, own: value, other, like, unlike, succeeded } of contrasts) {
        const all = [own, ...others];
        const having = (some: string) => all.filter(({ traits }) => traits[trait as 'option'].includes(some));
        const expected = value === undefined ? all.length - having(other ?? '').length : having(value).length;
        assert.equal(like.total, expected);
        assert.equal(succeeded, unlike.total - unlike.failed);
        assert.ok(succeeded >= 3 && like.failed >= like.total * 0.8);
      }
    }),
  );
});
