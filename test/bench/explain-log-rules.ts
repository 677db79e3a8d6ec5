import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { holdRules } from '../../src/core/diagnosis/logs/own/heldRules.ts';
import { longLog } from '../builders/longLog.ts';
import { assertWanted, measureRatio, report, sized } from './harness.ts';

/** Measures explaining a MiB of a log with 1,000 rules of the user relative to explaining it without. Target: at most 1.3. */
const count = sized(1000, 10);
const turns = sized(10, 1);
const rules = Array.from({ length: count }, (_, index) => ({
  match:
    index % 3 === 0
      ? `solver error S${1000 + index}`
      : `/part (\\d+) of model ${index} (?:failed|stopped)/${index % 2 === 0 ? 'i' : ''}`,
  title: 'A part failed',
  step: 'Look at the part.',
}));
const text = longLog(1).toString();
const context = { exitCode: 1, stream: 'stderr' } as const;

/** Returns the milliseconds of explanations with these rules, which were read before. */
function timeWith(held: readonly object[]): number {
  holdRules([{ name: 'rules', text: JSON.stringify(held) }]);
  explainLog(text, context);
  const startedAt = performance.now();
  for (let turn = 0; turn < turns; turn++) explainLog(text, context);
  return performance.now() - startedAt;
}

const figure = await measureRatio('explain-log-rules', {
  ours: () => timeWith(rules),
  reference: () => timeWith([]),
  runs: sized(11, 1),
  warmUps: sized(3, 0),
});
report(figure);
assertWanted(figure.value <= 1.3, `${figure.value} > 1.3`);
