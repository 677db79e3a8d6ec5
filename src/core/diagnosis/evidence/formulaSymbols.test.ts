import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBareVectors, findUnknownSymbols } from './formulaSymbols.ts';

test('undefined symbols are found, with a suggestion', () => {
  const namesIn = (formula: string) => findUnknownSymbols(formula).map(({ name, meant }) => [name, meant]);
  assert.deepEqual(namesIn('$TargetDedicatedNodes = avg($PendingTask.GetSample(1));'), [
    ['$PendingTask', '$PendingTasks'],
  ]);
  assert.deepEqual(namesIn('$TargetDedicatedNodes = $something_useless;'), [['$something_useless', undefined]]);
  assert.deepEqual(namesIn('x = floor($CPUPercent.GetSample(TimeInterval_Minutes * 5)); y = avrg(x);'), [
    ['TimeInterval_Minutes', 'TimeInterval_Minute'],
    ['avrg', 'avg'],
  ]);
});

test('variables set by the formula, words in texts and comments, and methods are not mistakes', () => {
  const formula = `
    // $PendingTask in a comment, and /* in it
    startingNumberOfVMs = 1; /* $ActiveTask */
    $mine = startingNumberOfVMs == 1 ? 2 : 3;
    isWorkHours = time("$PendingTask").weekday >= 1;
    $samples = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
    $TargetDedicatedNodes = $samples < 70 ? $mine : max(0, avg($PendingTasks.GetSample(1)));
    $NodeDeallocationOption = taskcompletion;`;
  assert.deepEqual(findUnknownSymbols(formula), []);
});

test('sample variables that are used like a single number are reported', () => {
  assert.deepEqual(findBareVectors('$TargetDedicatedNodes = min(20, $pendingTasks) + $PendingTasks;'), [
    '$PendingTasks',
  ]);
  const asked =
    '$t = avg($ActiveTasks.GetSample(1)); /* $CPUPercent */ $TargetDedicatedNodes = $CurrentDedicatedNodes;';
  assert.deepEqual(findBareVectors(asked), []);
});
