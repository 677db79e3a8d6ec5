import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormulaError } from './formulaError.ts';
import { evaluateFormula } from './formulaEvaluator.ts';
import { parseFormula } from './formulaTree.ts';
import { double, type FormulaValue, writeValue } from './formulaValues.ts';

const nowMs = Date.UTC(2026, 10, 20, 9, 0, 0);
const periodMs = 30_000;

function series(values: readonly number[]): FormulaValue {
  const samples = values.map((value, index) => ({ atMs: nowMs - (values.length - 1 - index) * periodMs, value }));
  return { type: 'samples', name: '$ActiveTasks', series: { samples, periodMs, nowMs } };
}

function evaluate(formula: string, samples: readonly number[] = []): Record<string, string> {
  const variables = new Map<string, FormulaValue>([
    ['$ActiveTasks', series(samples)],
    ['$TargetDedicatedNodes', double(4)],
  ]);
  const assigned = evaluateFormula(parseFormula(formula), { nowMs, random: () => 0.5, variables });
  return Object.fromEntries([...assigned].map(([name, value]) => [name, writeValue(value)]));
}

const expressions: readonly (readonly [expression: string, value: string])[] = [
  ['1 + 2 * 3', '7'],
  ['(1 + 2) * 3', '9'],
  ['-2 + 5', '3'],
  ['10 / 4', '2.5'],
  ['1 < 2 && 2 < 1', '0'],
  ['!(1 == 2) || 0', '1'],
  ['1 > 2 ? 5 : 2 >= 2 ? 6 : 7', '6'],
  ['min(3, 1, 2)', '1'],
  ['max($ActiveTasks.GetSample(3))', '3'],
  ['avg($ActiveTasks.GetSample(TimeInterval_Minute))', '2'],
  ['sum($ActiveTasks.GetSample(2))', '5'],
  ['len($ActiveTasks.GetSample(5))', '3'],
  ['val($ActiveTasks.GetSample(3), 0)', '1'],
  ['$ActiveTasks.GetSample(3)[2]', '3'],
  ['std($ActiveTasks.GetSample(3))', '1'],
  ['percentile($ActiveTasks.GetSample(3), 50)', '2'],
  ['$ActiveTasks.Count()', '3'],
  ['$ActiveTasks.GetSamplePeriod()', '00:00:30'],
  ['round(2.6) + lg(8) + log(100) + ln(1)', '8'],
  ['norm($ActiveTasks.GetSample(1) * 4)', '12'],
  ['range($ActiveTasks.GetSample(3)) + rand()', '2.5'],
  ['time() - TimeInterval_Hour * 2', '2026-11-20T07:00:00.000Z'],
  ['time("2026-11-20T10:00:00Z") > time()', '1'],
  ['TimeInterval_Day + TimeInterval_Minute', '1.00:01:00'],
  ['(time("2026-11-20T10:00:00Z") - time()) / TimeInterval_Minute', '60'],
  ['$TargetDedicatedNodes * 2', '8'],
];

for (const [expression, value] of expressions) {
  test(`${expression} is ${value}`, () => {
    assert.deepEqual(evaluate(`x = ${expression};`, [1, 2, 3]), { x: value });
  });
}

test('names that were assigned are known further down, and comments are not read', () => {
  const formula = `// how many there are
    startingNodes = 1; $samples = $ActiveTasks.GetSamplePercent(90 * TimeInterval_Second);
    $TargetDedicatedNodes = $samples < 70 ? startingNodes : avg($ActiveTasks.GetSample(90 * TimeInterval_Second));
    $NodeDeallocationOption = taskcompletion`;
  assert.deepEqual(evaluate(formula, [4, 6]), {
    startingNodes: '1',
    $samples: '66.666667',
    $TargetDedicatedNodes: '1',
    $NodeDeallocationOption: 'taskcompletion',
  });
});

const mistakes: readonly (readonly [formula: string, kind: 'syntax' | 'evaluation', message: string])[] = [
  ['x = 1 +', 'syntax', 'Line 1, Col 8: Unexpected token: end of formula'],
  ['$something_useless', 'syntax', 'Line 1, Col 1: Undefined symbol: $something_useless'],
  ['x = 1;\ny 2', 'syntax', 'Line 2, Col 3: Expected = but found 2'],
  ['x = #', 'syntax', 'Line 1, Col 5: Unexpected character: #'],
  ['x = $something_useless;', 'evaluation', 'Line 1, Col 5: Undefined symbol: $something_useless'],
  ['x = nothing(1);', 'evaluation', 'Line 1, Col 5: Undefined function: nothing'],
  ['x = "a" + 1;', 'evaluation', 'Line 1, Col 9: Invalid operands for operator +: string, double'],
  ['x = 1 / 0;', 'evaluation', 'Line 1, Col 7: Invalid operands for operator /: double, double'],
  [
    'x = $ActiveTasks.GetSample(10 * TimeInterval_Minute, 70);',
    'evaluation',
    'Line 1, Col 17: Insufficient data from data set: $ActiveTasks wanted 70%, received 5%',
  ],
];

for (const [formula, kind, message] of mistakes) {
  test(`${JSON.stringify(formula)} is told as ${message}`, () => {
    assert.throws(
      () => evaluate(formula, [1]),
      (error) => error instanceof FormulaError && error.kind === kind && error.message === message,
    );
  });
}
