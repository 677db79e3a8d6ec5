import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFormulaPlace, toFirstFormula } from './autoscaleFormula.ts';

test('the place of an error is read from its values or its message', () => {
  const value = 'Line 2, Col 7: Undefined symbol: $PendingTask';
  const place = { line: 2, column: 7, text: 'Undefined symbol: $PendingTask' };
  assert.deepEqual(findFormulaPlace({ values: [{ name: 'Message', value }] }), place);
  assert.deepEqual(findFormulaPlace({ message: `The evaluation failed. ${value}` }), place);
  assert.equal(findFormulaPlace({ message: 'Insufficient sample data' }), undefined);
  assert.equal(findFormulaPlace({}), undefined);
});

test('the suggested first formula keeps the size of the pool', () => {
  assert.match(toFirstFormula(3, 1), /\$TargetDedicatedNodes = 3;\n\$TargetLowPriorityNodes = 1;/);
});
