import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateFormula } from './formulaEvaluator.ts';
import { formulaFunctions } from './formulaFunctions.ts';
import { FormulaError, parseFormula } from './formulaTree.ts';
import { double, type FormulaValue, type Series, writeValue } from './formulaValues.ts';

const nowMs = Date.UTC(2026, 10, 20, 9, 0, 0);
const periodMs = 30_000;

function toSeries(values: readonly number[]): Series {
  const samples = values.map((value, index) => ({ atMs: nowMs - (values.length - 1 - index) * periodMs, value }));
  return { samples, periodMs, nowMs };
}

function evaluate(formula: string, samples: readonly number[] = []): Record<string, string> {
  const variables = new Map<string, FormulaValue>([
    ['$ActiveTasks', { type: 'samples', name: '$ActiveTasks', series: toSeries(samples) }],
    ['$TargetDedicatedNodes', double(4)],
    ['$CurrentDedicatedNodes', { type: 'samples', name: '$CurrentDedicatedNodes', series: toSeries([2]), current: 4 }],
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
  // Batch documentation, functions: with v = [1,2,3], avg(v) is avg(1,2,3), and avg(v, 7) is avg(1,2,3,7).
  ['avg($ActiveTasks.GetSample(3)) == avg(1, 2, 3)', '1'],
  ['avg($ActiveTasks.GetSample(3), 7) == avg(1, 2, 3, 7)', '1'],
  ['avg($ActiveTasks.GetSample(3), 7)', '3.25'],
  ['len($ActiveTasks.GetSample(3), 7)', '4'],
  ['lg($ActiveTasks.GetSample(2) * 4)', '[3,3.584962500721156]'],
  ['lg($ActiveTasks.GetSample(1), 8)', '[1.584962500721156,3]'],
  ['ln(1) + log(1000)', '3'],
  ['max(1, $ActiveTasks.GetSample(3)) - min(4, $ActiveTasks.GetSample(3))', '2'],
  ['norm(3, 4)', '5'],
  ['percentile($ActiveTasks.GetSample(3), 100)', '3'],
  ['range(5, 1, 9)', '8'],
  ['std(2, 4, 4, 4, 5, 5, 7, 9)', '2.13809'],
  ['sum($ActiveTasks.GetSample(3), 4)', '10'],
  ['ceil(1.2) + floor(1.8)', '3'],
  ['ceil($ActiveTasks.GetSample(3) / 2)', '[1,1,2]'],
  ['round(2.5) + round(-2.5)', '0'],
  ['round($ActiveTasks.GetSample(3) / 2)', '[1,1,2]'],
  ['rand() >= 0 && rand() < 1', '1'],
  ['time("")', '2026-11-20T09:00:00.000Z'],
  ['time("Fri, 20 Nov 2026 10:00:00 GMT") - time()', '01:00:00'],
  ['time("2026-11-20") - time()', '-09:00:00'],
  // Batch documentation, types: members of a timestamp.
  ['time().year', '2026'],
  ['time().month', '11'],
  ['time().day', '20'],
  ['time().weekday', '5'],
  ['time("2026-11-22T00:00:00Z").weekday', '0'],
  ['time().hour', '9'],
  ['time("2026-11-20T09:34:56Z").minute', '34'],
  ['time("2026-11-20T09:34:56Z").second', '56'],
  ['(time().weekday == 1 ? 5:1)', '1'],
  // Batch documentation, operations.
  ['2 * TimeInterval_Minute', '00:02:00'],
  ['TimeInterval_Hour / 2', '00:30:00'],
  ['TimeInterval_Hour - TimeInterval_Minute', '00:59:00'],
  ['-TimeInterval_Minute', '-00:01:00'],
  ['TimeInterval_Hour + time()', '2026-11-20T10:00:00.000Z'],
  ['time() + TimeInterval_Week', '2026-11-27T09:00:00.000Z'],
  ['TimeInterval_Zero + TimeInterval_100ns + TimeInterval_Microsecond + TimeInterval_Millisecond', '00:00:00'],
  ['TimeInterval_Year > TimeInterval_Day', '1'],
  ['TimeInterval_Second != TimeInterval_Minute', '1'],
  ['"a" < "b"', '1'],
  ['$ActiveTasks.GetSample(3) * $ActiveTasks.GetSample(3)', '[1,4,9]'],
  ['$ActiveTasks.GetSample(3) - 1', '[0,1,2]'],
  ['0.5 ? 1 : 2', '1'],
  // Batch documentation, samples: a range is given from the nearer to the farther end.
  ['$ActiveTasks.GetSample(30 * TimeInterval_Second, 1 * TimeInterval_Minute)', '[1,2]'],
  ['$ActiveTasks.GetSamplePercent(0 * TimeInterval_Second, TimeInterval_Minute)', '100'],
  ['$ActiveTasks.HistoryBeginTime()', '2026-11-20T08:59:00.000Z'],
  // Node counts have samples and are numbers.
  ['$CurrentDedicatedNodes * 2 + max($CurrentDedicatedNodes.GetSample(1))', '10'],
  ['$CurrentDedicatedNodes > 3 ? $CurrentDedicatedNodes : 1', '4'],
];

test('every existing function is used in a test', () => {
  const tried = expressions.map(([expression]) => expression).join(' ');
  assert.deepEqual(
    Object.keys(formulaFunctions).filter((name) => !tried.includes(`${name}(`)),
    [],
  );
});

for (const [expression, value] of expressions) {
  test(`the value of ${expression} is ${value}`, () => {
    assert.deepEqual(evaluate(`x = ${expression};`, [1, 2, 3]), { x: value });
  });
}

test('assigned names are known in later statements, and comments are ignored', () => {
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

test('stop() ends the evaluation, and earlier assignments stay', () => {
  assert.deepEqual(evaluate('$TargetDedicatedNodes = 1; stop(); $TargetDedicatedNodes = 2;'), {
    $TargetDedicatedNodes: '1',
  });
  assert.deepEqual(evaluate('x = 1; y = x == 1 ? stop() : 2; z = 3;'), { x: '1' });
});

/** Complete formulas from the documentation. */
const samples: readonly (readonly [what: string, formula: string, dedicated: string])[] = [
  [
    'working hours',
    `$curTime = time();
    $workHours = $curTime.hour >= 8 && $curTime.hour < 18;
    $isWeekday = $curTime.weekday >= 1 && $curTime.weekday <= 5;
    $isWorkingWeekdayHour = $workHours && $isWeekday;
    $TargetDedicatedNodes = $isWorkingWeekdayHour ? 20:10;
    $NodeDeallocationOption = taskcompletion;`,
    '20',
  ],
  [
    'waiting tasks',
    `$samples = $ActiveTasks.GetSamplePercent(TimeInterval_Minute * 15);
    $tasks = $samples < 70 ? max(0,$ActiveTasks.GetSample(1)) : max( $ActiveTasks.GetSample(1), avg($ActiveTasks.GetSample(TimeInterval_Minute * 15)));
    $targetVMs = $tasks > 0? $tasks:max(0, $TargetDedicatedNodes/2);
    $TargetDedicatedNodes = max(0, min($targetVMs, 20));`,
    '3',
  ],
  [
    'load of the nodes',
    `$totalDedicatedNodes =
        (min($ActiveTasks.GetSample(TimeInterval_Minute * 10)) > 0.7) ?
        ($CurrentDedicatedNodes * 1.1) : $CurrentDedicatedNodes;
    $TargetDedicatedNodes = min(400, $totalDedicatedNodes)`,
    '4.4',
  ],
];
for (const [what, formula, dedicated] of samples) {
  test(`the documentation's formula for ${what} is evaluated correctly`, () => {
    assert.equal(evaluate(formula, [1, 2, 3])['$TargetDedicatedNodes'], dedicated);
  });
}

const mistakes: readonly (readonly [formula: string, kind: 'syntax' | 'evaluation', message: string])[] = [
  ['x = 1 +', 'syntax', 'Line 1, Col 8: Unexpected token: end of formula'],
  ['$something_useless', 'syntax', 'Line 1, Col 1: Undefined symbol: $something_useless'],
  ['x = 1;\ny 2', 'syntax', 'Line 2, Col 3: Expected = but found 2'],
  ['x = #', 'syntax', 'Line 1, Col 5: Unexpected character: #'],
  ['x = $something_useless;', 'evaluation', 'Line 1, Col 5: Undefined symbol: $something_useless'],
  ['x = nothing(1);', 'evaluation', 'Line 1, Col 5: Undefined function: nothing'],
  ['x = "a" + 1;', 'evaluation', 'Line 1, Col 9: Invalid operands for operator +: string, double'],
  ['x = time().century;', 'evaluation', 'Line 1, Col 11: A timestamp has no member century'],
  ['x = 1; y = x.hour;', 'evaluation', 'Line 1, Col 13: A double has no member hour'],
  ['$TargetDedicatedNodes = "a";', 'evaluation', 'Line 1, Col 1: Invalid value for $TargetDedicatedNodes: a'],
  [
    '$TargetLowPriorityNodes = time();',
    'evaluation',
    'Line 1, Col 1: Invalid value for $TargetLowPriorityNodes: 2026-11-20T09:00:00.000Z',
  ],
  ['$NodeDeallocationOption = 1;', 'evaluation', 'Line 1, Col 1: Invalid value for $NodeDeallocationOption: 1'],
  ['$NodeDeallocationOption = "no";', 'evaluation', 'Line 1, Col 1: Invalid value for $NodeDeallocationOption: no'],
  ['x = 1 / 0;', 'evaluation', 'Line 1, Col 7: Invalid operands for operator /: double, double'],
  [
    'x = $ActiveTasks.GetSample(10 * TimeInterval_Minute, 70);',
    'evaluation',
    'Line 1, Col 17: Insufficient data from data set: $ActiveTasks wanted 70%, received 5%',
  ],
];

for (const [formula, kind, message] of mistakes) {
  test(`${JSON.stringify(formula)} is reported as ${message}`, () => {
    assert.throws(
      () => evaluate(formula, [1]),
      (error) => error instanceof FormulaError && error.kind === kind && error.message === message,
    );
  });
}
