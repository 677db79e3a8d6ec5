import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeSuspect } from './describeContrast.ts';
import { findSuspects } from './findSuspects.ts';
import type { Observation, TraitValues } from './observation.ts';

function observe(traits: TraitValues, failed: number, succeeded: number): readonly Observation[] {
  return Array.from({ length: failed + succeeded }, (_, index) => ({ failed: index < failed, traits }));
}

function onNode(node: string, failed: number, succeeded: number): readonly Observation[] {
  return observe({ node: [node] }, failed, succeeded);
}

function describe(...groups: readonly (readonly Observation[])[]): readonly string[] {
  return findSuspects(groups.flat()).map(describeSuspect);
}

test('a node on which nearly everything fails is named with its numbers', () => {
  assert.deepEqual(describe(onNode('bad', 18, 2), onNode('a', 1, 99), onNode('b', 1, 99)), [
    '18 of 20 tasks on node bad failed, and 2 of 200 on other nodes.',
  ]);
});

test('two bad nodes are two suspects', () => {
  const suspects = findSuspects([onNode('x', 18, 2), onNode('y', 17, 3), onNode('a', 2, 198)].flat());
  assert.deepEqual(
    suspects.map(({ value }) => value),
    ['x', 'y'],
  );
});

test('nothing is suspected if failures are spread evenly', () => {
  assert.deepEqual(describe(...['a', 'b', 'c'].map((node) => onNode(node, 10, 90))), []);
});

test('nothing is suspected on thin evidence', () => {
  assert.deepEqual(describe(onNode('bad', 3, 0), onNode('a', 0, 100)), []);
  assert.deepEqual(describe(onNode('only', 50, 50)), []);
  assert.deepEqual(describe(onNode('a', 10, 0), onNode('b', 10, 0)), []);
  assert.deepEqual(describe(onNode('bad', 5, 0), onNode('a', 0, 3)), []);
});

test('many hypotheses require stronger evidence, but traits of one kind do not affect another kind', () => {
  const weak = [onNode('x', 7, 13), onNode('y', 25, 375)];
  assert.equal(describe(...weak).length, 1);
  const others = Array.from({ length: 100 }, (_, index) => onNode(`n${index}`, 0, 4));
  const diluted = [...weak, ...others].flat();
  const many = diluted.map((one, index) => ({ ...one, traits: { ...one.traits, input: [`in/${index}`] } }));
  assert.deepEqual(
    findSuspects(many).map(({ probability }) => probability),
    findSuspects(diluted).map(({ probability }) => probability),
    'an input that only one task has can never be accused',
  );
});

test('a trait that only accompanies a stronger one is not a separate suspect', () => {
  const large = (node: string, failed: number, succeeded: number) =>
    observe({ node: [node], vmSize: ['large'] }, failed, succeeded);
  const small = observe({ node: ['c'], vmSize: ['small'] }, 2, 98);
  assert.deepEqual(describe(large('bad', 19, 1), large('b', 0, 20), small), [
    '19 of 20 tasks on node bad failed, and 2 of 120 on other nodes.',
  ]);
  assert.deepEqual(describe(large('a', 19, 1), large('b', 18, 2), small), [
    '37 of 40 tasks with VM size large failed, and 2 of 100 without it.',
  ]);
});

test('traits that always occur together are reported together', () => {
  const bad = observe({ node: ['bad'], vmSize: ['odd'] }, 19, 1);
  assert.deepEqual(describe(bad, observe({ node: ['a'], vmSize: ['even'] }, 2, 98)), [
    "19 of 20 tasks on node bad failed, and 2 of 100 on other nodes. It can't be distinguished from VM size odd: almost exactly the same tasks have both.",
  ]);
});

test('a trait that is known only for failed tasks is not suspected', () => {
  const known = observe({ node: ['bad'], image: ['ubuntu 22'] }, 19, 1);
  assert.deepEqual(describe(known, onNode('a', 2, 98)), [
    '19 of 20 tasks on node bad failed, and 2 of 100 on other nodes.',
  ]);
  const packaged = observe({ application: ['blender 4'] }, 19, 1);
  assert.equal(describe(packaged, observe({}, 2, 98)).length, 1, 'a task without an application has none');
});

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes a job with many traits in which every task fails with the same probability, on unequally used nodes. */
function randomJob(random: () => number, rateOn: (node: number) => number): readonly Observation[] {
  const pick = (most: number) => Math.floor(random() ** 2 * most);
  return Array.from({ length: 300 }, (_, index) => {
    const node = pick(30);
    return {
      failed: random() < rateOn(node),
      traits: {
        node: [`n${node}`],
        vmSize: [`size ${node % 3}`],
        image: [`image ${node % 5}`],
        application: [`app ${pick(4)}`],
        input: [`in/${index}`, `in/folder ${pick(40)}`],
      },
    };
  });
}

test('jobs without a bad node hardly ever have a suspect, and a bad node is found', () => {
  const random = seeded(1);
  const rates = Array.from({ length: 300 }, () => random() ** 2 * 0.6);
  const accusing = rates.filter((rate) => findSuspects(randomJob(random, () => rate)).length > 0);
  assert.ok(accusing.length <= 3, `${accusing.length} of 300 jobs; at most one in a hundred is promised`);
  const found = rates.slice(0, 30).filter(() => {
    const [suspect, ...others] = findSuspects(randomJob(random, (node) => (node === 7 ? 0.9 : 0.03)));
    return suspect?.value === 'n7' && others.length === 0;
  });
  assert.ok(found.length >= 25, `${found.length} of 30`);
});

test('the numbers add up, in any order of observations', () => {
  const observation = fc.record({
    failed: fc.boolean(),
    traits: fc.record({ node: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), input: fc.subarray(['1', '2']) }),
  });
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 200 }), (all) => {
      const suspects = findSuspects(all);
      assert.deepEqual(findSuspects(all.toReversed()), suspects);
      for (const { failed, failedElsewhere, total, totalElsewhere, lift, probability } of suspects) {
        assert.equal(failed + failedElsewhere, all.filter((one) => one.failed).length);
        assert.equal(total + totalElsewhere, all.length);
        assert.ok(failed >= 4 && lift >= 2 && probability <= 0.01);
      }
    }),
  );
});
