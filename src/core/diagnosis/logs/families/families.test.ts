import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import { biologyExamples } from './biology.examples.ts';
import { biologyFamilies } from './biology.ts';
import { chemistryExamples } from './chemistry.examples.ts';
import { chemistryFamilies } from './chemistry.ts';
import { dataExamples } from './data.examples.ts';
import { dataFamilies } from './data.ts';
import type { Families, FamilyExample } from './family.ts';
import { learningExamples } from './learning.examples.ts';
import { learningFamilies } from './learning.ts';
import { runtimesExamples } from './runtimes.examples.ts';
import { runtimeFamilies } from './runtimes.ts';
import { simulationExamples } from './simulation.examples.ts';
import { simulationFamilies } from './simulation.ts';

const families: Families = {
  ...biologyFamilies,
  ...chemistryFamilies,
  ...simulationFamilies,
  ...learningFamilies,
  ...dataFamilies,
  ...runtimeFamilies,
};
const examples: Readonly<Record<string, FamilyExample>> = {
  ...biologyExamples,
  ...chemistryExamples,
  ...simulationExamples,
  ...learningExamples,
  ...dataExamples,
  ...runtimesExamples,
};

/** Placeholder for names in an output. */
const name = '\u0000';

function readStep(example: string): string {
  const [command = '', ...log] = example.split('\n');
  return explainLog(log.join('\n'), { exitCode: 1, commandLine: command.slice(2) })?.fixes[0]?.text ?? '';
}

suite('families of programs', () => {
  test('there are at least 60 families of programs, each with at least three wordings', () => {
    assert.ok(Object.keys(families).length >= 60);
    for (const [id, { outputs }] of Object.entries(examples)) assert.ok(new Set(outputs).size >= 3, id);
  });

  for (const [id, family] of Object.entries(families))
    for (const example of examples[id]?.outputs ?? [])
      test(`the example of ${id} is explained: ${example.split('\n').at(-1)}`, () => {
        const [before = '', after = ''] = family.step(name).split(name);
        const step = readStep(example);
        assert.ok(step.startsWith(before) && step.endsWith(after), step);
      });

  test('families do not match the output of other programs', () => {
    for (const [id, family] of Object.entries(families))
      for (const example of examples[id]?.outputs ?? []) {
        const log = example.split('\n').slice(1).join('\n');
        if (family.program.test(log)) continue;
        const [before = ''] = family.step(name).split(name);
        assert.ok(!readStep(`$ ./own.sh\n${log}`).startsWith(before), `${id}: ${log}`);
      }
  });

  test('Octave itself is not taken for one of its packages', () => {
    const log = 'error: the following dependencies were unsatisfied:\n  hydro needs octave >= 9.1.0';
    assert.doesNotMatch(readStep(`$ octave run.m\n${log}`), /Octave package/);
  });

  test("each family's advice names a single action", () => {
    for (const [id, family] of Object.entries(families)) assert.ok(family.step('').length <= 200, id);
  });
});
