import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFormulaPlace, toFirstFormula } from './autoscaleFormula.ts';

test('the place of an error is in its values, or in its message', () => {
  const value = 'Line 2, Col 7: Undefined symbol: $PendingTask';
  const place = { line: 2, column: 7, text: 'Undefined symbol: $PendingTask' };
  assert.deepEqual(findFormulaPlace({ values: [{ name: 'Message', value }] }), place);
  assert.deepEqual(findFormulaPlace({ message: `The evaluation failed. ${value}` }), place);
  assert.equal(findFormulaPlace({ message: 'Insufficient sample data' }), undefined);
  assert.equal(findFormulaPlace({}), undefined);
});

test('the first formula keeps the pool size', () => {
  assert.match(toFirstFormula(3, 1), /\$TargetDedicatedNodes = 3;\n\$TargetLowPriorityNodes = 1;/);
});
