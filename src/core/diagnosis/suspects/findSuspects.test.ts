import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ExactTest } from './exactTest.ts';
import { describeSuspect, findSuspects } from './findSuspects.ts';
import { type Observation, observeTask } from './observation.ts';

function observations(node: string, failed: number, succeeded: number): readonly Observation[] {
  return Array.from({ length: failed + succeeded }, (_, index) => ({ failed: index < failed, traits: { node } }));
}

test('the exact test agrees with the tea-tasting lady', () => {
  // 8 cups, 4 of them with milk first; all 4 found: 1 in 70 by chance.
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 4) - 1 / 70) < 1e-12);
  assert.ok(Math.abs(new ExactTest(8, 4).probability(4, 0) - 1) < 1e-12);
});

test('a node on which nearly everything fails is named with its numbers', () => {
  const [suspect, ...others] = findSuspects([
    ...observations('bad', 18, 2),
    ...observations('a', 1, 99),
    ...observations('b', 1, 99),
  ]);
  assert.equal(others.length, 0);
  assert.equal(suspect?.value, 'bad');
  assert.ok(
    suspect && describeSuspect(suspect) === 'node bad stands out: 18 of 20 tasks failed there, 2 of 200 elsewhere.',
  );
});

test('nobody is accused when failures are spread evenly', () => {
  assert.deepEqual(findSuspects(['a', 'b', 'c'].flatMap((node) => observations(node, 10, 90))), []);
});

test('nobody is accused on thin evidence', () => {
  assert.deepEqual(findSuspects([...observations('bad', 3, 0), ...observations('a', 0, 100)]), []);
  assert.deepEqual(findSuspects(observations('only', 50, 50)), []);
  assert.deepEqual(findSuspects([...observations('a', 10, 0), ...observations('b', 10, 0)]), []);
});

test('many hypotheses need stronger evidence', () => {
  const background = Array.from({ length: 2000 }, (_, index) => observations(`n${index}`, 0, 2)).flat();
  const weak = [...observations('x', 4, 16), ...observations('y', 36, 300)];
  assert.deepEqual(
    findSuspects([...weak, ...background.slice(0, 100)])
      .map(({ value }) => value)
      .filter((value) => value === 'x'),
    [],
  );
});

test('traits are read from the task, its node and its pool', () => {
  assert.deepEqual(
    observeTask(
      {
        id: 't',
        state: 'completed',
        commandLine: '/bin/bash -c x',
        nodeInfo: { nodeId: 'n' },
        resourceFiles: [{ httpUrl: 'https://a.blob.core.windows.net/inputs/shots/1.exr?sig=x' }],
        applicationPackageReferences: [{ applicationId: 'blender', version: '4' }],
        executionInfo: { startTime: '2026-11-20T09:14:05Z', exitCode: 1 },
      },
      {
        pool: {
          id: 'p',
          vmSize: 'Standard_D2s',
          virtualMachineConfiguration: { imageReference: { offer: 'ubuntu', sku: '22', version: 'latest' } },
        },
      },
    ),
    {
      failed: true,
      traits: {
        node: 'n',
        vmSize: 'standard_d2s',
        image: 'ubuntu 22 latest',
        application: 'blender 4',
        input: 'inputs/shots',
        hour: '2026-11-20T09:00Z',
        commandLine: '/bin/bash',
      },
    },
  );
  assert.equal(observeTask({ id: 't', state: 'running' }), undefined);
});

test('numbers add up, and the order of observations does not matter', () => {
  const observation = fc.record({
    failed: fc.boolean(),
    traits: fc.record({ node: fc.constantFrom('a', 'b', 'c'), hour: fc.constantFrom('1', '2') }),
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
