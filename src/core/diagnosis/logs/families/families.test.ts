import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import { judgeProcess } from '../../process/processFailure.ts';
import { matchAny, Pattern } from '../own/ownRule.ts';
import { readRules } from '../own/readRules.ts';
import { familyFiles } from './findFamily.ts';

interface FamilyRule {
  readonly program: string | readonly string[];
  readonly match: string | readonly string[];
  readonly step: string;
  readonly source: string;
  /** Outputs, with the command line after `$ `. */
  readonly examples: readonly string[];
}

const files: Readonly<Record<string, { readonly rules: readonly FamilyRule[] }>> = familyFiles;
const families = Object.values(files).flatMap(({ rules }) => rules);
const toName = ({ program, match }: FamilyRule): string => `${program} ${match}`;

function readStep(example: string): string {
  const [command = '', ...log] = example.split('\n');
  return explainLog(log.join('\n'), { exitCode: 1, commandLine: command.slice(2) })?.fixes[0]?.text ?? '';
}

/** Checks whether a step is the family's, whatever it names. */
function isStepOf({ step }: FamilyRule, said: string): boolean {
  const [before = '', ...others] = step.split(/\{\d\}/);
  return said.startsWith(before) && said.endsWith(others.at(-1) ?? '');
}

suite('families of programs', () => {
  for (const [name, file] of Object.entries(files))
    test(`the rules for ${name} are valid, and match their examples`, () => {
      const { rules, findings } = readRules(JSON.stringify(file), name, true);
      assert.deepEqual(findings, []);
      assert.equal(rules.length, file.rules.length);
    });

  test('no family is there twice', () => {
    const twice = [...Map.groupBy(families, toName)].filter(([, alike]) => alike.length > 1);
    assert.deepEqual(
      twice.map(([name]) => name),
      [],
    );
  });

  test('there are at least 60 families, each with a source and three different outputs', () => {
    const bySteps = Map.groupBy(families, ({ step }) => step);
    assert.ok(bySteps.size >= 60);
    for (const [step, alike] of bySteps) {
      for (const { source } of alike) assert.match(source, /^https?:\/\//);
      assert.ok(new Set(alike.flatMap(({ examples }) => examples)).size >= 3, step);
    }
  });

  for (const family of families)
    for (const example of family.examples)
      test(`the example of ${toName(family)} is explained: ${example.split('\n').at(-1)}`, () => {
        const step = readStep(example);
        assert.ok(isStepOf(family, step), step);
      });

  test('families do not match the output of other programs', () => {
    for (const family of families)
      for (const example of family.examples) {
        const log = example.split('\n').slice(1).join('\n');
        const programs = [family.program].flat().map((program) => new Pattern(program));
        if (log.split('\n').some((line) => matchAny(programs, line) !== undefined)) continue;
        assert.ok(!isStepOf(family, readStep(`$ ./own.sh\n${log}`)), `${toName(family)}: ${log}`);
      }
  });

  test('Octave itself is not taken for one of its packages', () => {
    const log = 'error: the following dependencies were unsatisfied:\n  hydro needs octave >= 9.1.0';
    assert.doesNotMatch(readStep(`$ octave run.m\n${log}`), /Octave package/);
  });

  test('a failure that a change cures is not said to pass by itself', () => {
    let mightPass = 0;
    for (const { examples } of families)
      for (const example of examples) {
        const [command = '', ...log] = example.split('\n');
        const { category, mayPass } = judgeProcess({
          exitCode: 1,
          commandLine: command.slice(2),
          stdout: '',
          stderr: log.join('\n'),
        });
        if (category === 'license' || category === 'throttled') continue;
        if (category === 'network' || category === 'lock-contention' || category === 'timeout') mightPass++;
        assert.equal(mayPass, false, example);
      }
    assert.ok(mightPass >= 3);
  });

  test("each family's advice names a single action", () => {
    for (const family of families) assert.ok(family.step.length <= 200, toName(family));
  });
});
