import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { listGoldenPrograms, readProgram } from './goldenPrograms.ts';

suite('programs that failed for real users', () => {
  const readings = listGoldenPrograms().map(readProgram);

  test('at least 60 programs are included, about half of them held back from development', () => {
    const heldBack = readings.filter(({ program }) => program.heldBack).length;
    assert.ok(readings.length >= 60);
    assert.ok(
      heldBack > 0.4 * readings.length && heldBack < 0.6 * readings.length,
      `${heldBack} of ${readings.length}`,
    );
    assert.equal(new Set(readings.map(({ program }) => program.name)).size, readings.length);
  });

  for (const { program, explanation, misleads } of readings)
    test(`no general advice misleads: ${program.name}`, () => {
      assert.equal(misleads, false, explanation.fixes[0]?.text);
    });

  for (const { program, explanation, isStepRight, isTitleRight } of readings.filter(
    ({ program: { heldBack } }) => !heldBack,
  ))
    test(`the title names the cause, and the first step helps: ${program.name}`, () => {
      assert.ok(isTitleRight, explanation.title);
      assert.ok(isStepRight, explanation.fixes[0]?.text);
    });
});
