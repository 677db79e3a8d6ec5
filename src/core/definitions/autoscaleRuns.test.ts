import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AutoScaleRun } from '../model/pool.ts';
import { addRun, describeRun, renderRuns } from './autoscaleRuns.ts';

const at = (minute: number, more: Partial<AutoScaleRun> = {}): AutoScaleRun => ({
  timestamp: `2026-11-20T09:${String(minute).padStart(2, '0')}:00Z`,
  results: '$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0',
  ...more,
});
const error = {
  code: 'AutoScalingFormulaEvaluationError',
  message: 'The formula is wrong.',
  values: [{ name: 'Message', value: 'Line 1, Col 9: Undefined symbol: $Tasks' }],
};

test('autoscale runs are kept newest first, each once, and at most twenty', () => {
  const runs = [5, 15, 5, 10].reduce<readonly AutoScaleRun[]>((known, minute) => addRun(known, at(minute)), []);
  assert.deepEqual(
    runs.map(({ timestamp }) => timestamp?.slice(14, 16)),
    ['15', '10', '05'],
  );
  assert.equal(addRun(runs, undefined), runs);
  assert.equal(addRun(runs, { results: '' }), runs, 'one without a time is not kept apart');
  const many = Array.from({ length: 40 }, (_, index) => at(index)).reduce<readonly AutoScaleRun[]>(addRun, []);
  assert.equal(many.length, 20);
  assert.equal(many[0]?.timestamp, at(39).timestamp);
});

test('an autoscale run is described by its result, or by its error', () => {
  assert.match(describeRun(at(5)), /: \$TargetDedicatedNodes=2, \$TargetLowPriorityNodes=0$/);
  assert.match(describeRun(at(5, { error })), /: failed: Undefined symbol: \$Tasks$/);
  assert.match(describeRun({}), /unknown time: no results$/);
  const text = renderRuns('elastic', [at(10, { error }), at(5)]);
  assert.match(
    text,
    /pool elastic[\s\S]*The formula failed: Undefined symbol: \$Tasks\n {2}Message: Line 1[\s\S]*\$TargetDedicatedNodes=2/,
  );
  assert.match(renderRuns('elastic', []), /No known runs\./);
});
