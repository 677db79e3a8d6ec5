import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { findFormulaSlip } from '../../src/core/diagnosis/evidence/formulaSyntax.ts';
import { lintDefinition } from '../../src/core/diagnosis/lintDefinition.ts';
import { findSyntaxError } from '../../src/simulator/behaviours/autoscale/formulaTree.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';

/** Definitions that the checks report as errors and that the service also refuses. */
describe('definitions with errors', () => {
  let held: Held;

  before(async () => {
    held = await startHeld({ name: 'definitions', description: 'An empty account.', pools: [], jobs: [] });
  });

  after(() => held.simulator.close());

  const now = new Date('2026-11-20T10:00:00Z');
  const poolInfo = { poolId: 'elsewhere' };
  const findErrors = (definition: object) =>
    lintDefinition(JSON.stringify(definition), undefined, { now }).filter(({ severity }) => severity === 'error');

  for (const [code, reply, task] of [
    ['dependencies-off', 'TaskDependenciesNotSpecifiedOnJob', { dependsOn: { taskIds: ['a'] } }],
    ['idle-job-action', 'InvalidPropertyValue', { exitConditions: { default: { jobAction: 'terminate' } } }],
  ] as const)
    test(`the mistake ${code} makes the job refuse its task`, async () => {
      const tasks = [
        { id: 'a', commandLine: 'true' },
        { id: 'b', commandLine: 'true', ...task },
      ];
      const job = { id: code, poolInfo };
      const errors = findErrors({ ...job, taskFactory: { type: 'taskCollection', tasks } });
      assert.deepEqual(
        errors.map((finding) => finding.code),
        [code],
      );
      for (const [id, version] of Object.entries({ old: oldVersion, new: newVersion })) {
        const name = `${code}-${id}`;
        await held.client.send('POST /jobs', { body: { id: name, poolInfo }, version });
        const answer = await held.client.send(`POST /jobs/${name}/tasks`, { body: tasks[1], version });
        assert.equal(answer.status, 400);
        assert.match(JSON.stringify(answer.body), new RegExp(reply));
      }
    });

  const toPorts = (start: number) => ({
    name: `port-${start}`,
    protocol: 'tcp',
    backendPort: start,
    frontendPortRangeStart: start,
    frontendPortRangeEnd: start + 100,
  });

  for (const [code, more] of [
    [
      'overlapping-ports',
      { networkConfiguration: { endpointConfiguration: { inboundNATPools: [toPorts(8000), toPorts(8050)] } } },
    ],
    ['slots-per-node', { taskSlotsPerNode: 9 }],
    ...['$TargetDedicatedNodes = (1;', '$TargetDedicatedNodes = ;', '$TargetDedicatedNodes = 1 & 2;'].map(
      (autoScaleFormula) =>
        ['formula-syntax', { targetDedicatedNodes: undefined, enableAutoScale: true, autoScaleFormula }] as const,
    ),
  ] as const)
    test(`the mistake ${code} makes the service refuse the pool (${JSON.stringify(more).slice(0, 80)})`, async () => {
      const body = poolBody('refused', 0, more);
      assert.deepEqual(
        findErrors(body).map((finding) => finding.code),
        [code],
      );
      for (const version of [oldVersion, newVersion]) {
        const answer = await held.client.send('POST /pools', { body, version });
        assert.equal(answer.status, 400, answer.text);
      }
    });

  test('each formula with a syntax finding is refused', () => {
    const part = fc.constantFrom(
      ...'x $CPUPercent 1 2.5 "a" ( ) [ ] + - * / < >= == && || & ! ? : = ; , % // /* */ max .'.split(' '),
    );
    const parts = fc.array(part, { maxLength: 12 });
    let called = 0;
    fc.assert(
      fc.property(parts, fc.constantFrom('', ' ', '\n'), (words, between) => {
        const formula = `x = ${words.join(between)}`;
        if (findFormulaSlip(formula) === undefined) return;
        called += 1;
        assert.notEqual(findSyntaxError(formula), undefined, formula);
      }),
      { numRuns: 5000, seed: 36 },
    );
    assert.ok(called > 1000, `${called} formulas`);
  });
});
