import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import { fixesFor } from './fixes.ts';

function firstStep(category: FailureCategory, line: string, commandLine?: string): string {
  return fixesFor(category, { text: line, quote: line, isGuess: category === 'bad-input', commandLine })[0]?.text ?? '';
}

for (const [line, step] of [
  ['tiles: cells.prm:3: a weight is wanted after w', 'Look at line 3 of cells.prm, the place'],
  ["tiles: 'grid.geo', line 12: a weight is wanted", 'Look at line 12 of grid.geo, the place'],
  ['tiles: a weight is wanted at line 599 of the deck', 'Look at line 599 of what the program was reading'],
  ['KIT_CELLS environment variable must be set', 'Set KIT_CELLS in the environment settings'],
  ['the kit gave up in --file--', 'No rule knows'],
  ['** Invalid Number in Field#12 at line~2745', 'Look at line 2745 of what the program was reading'],
  // The place in the program's own source reports the failure.
  ['tiles: a weight is wanted (src/cells.cpp:84)', 'No rule knows'],
  ['the routines of the kit reported failure (-11) on line 4751', 'Check the input, or the option'],
  ['a kernel call returned error 77 at line 90', 'Check the input, or the option'],
  ["the kit gave up on 'north.7'", 'Check north.7, which the message names'],
  ["the kit gave up on 'north' and 'south'", 'No rule knows'],
  // An option that the message offers is not at fault, and an exception's type is no name.
  ['the kit gave up (go on with "--allow-empty")', 'No rule knows'],
  ["gave up after 'kit::CellException'", 'No rule knows'],
] as const)
  test(`a step without a known cure names what the message names: ${line}`, () => {
    assert.ok(firstStep('bad-input', line).startsWith(step), firstStep('bad-input', line));
  });

for (const [line, command, step] of [
  ['kit: unknown option --cels', 'kit --cels 4', "Correct the arguments in the task's command line: "],
  ['kit: unknown option --cels', 'bash run.sh', 'Correct the arguments where the program is called'],
  ['kit: writers.tiff: no value for argument "grid"', 'kit -p pipe.json', 'Correct this in pipe.json, which'],
  ['kit: the section [cells] wants grid.size, not size', 'kit', 'Correct the setting that the message names'],
  ['kit: the arguments are too many', 'kit a', "Correct the arguments in the task's command line: "],
] as const)
  test(`the command line is blamed only if it may be at fault: ${line} of ${command}`, () => {
    assert.ok(firstStep('bad-arguments', line, command).startsWith(step), firstStep('bad-arguments', line, command));
  });

for (const [category, line, step] of [
  ['network-tls', 'secure channel: handshake failure', /^Check that the address and port are those of a TLS server/],
  ['network-tls', 'the chain of trust is broken', /clock/],
  ['license', 'the license is for another host: HostID mismatch', /^Use a license that is valid for/],
  ['license', 'the license manager gave no answer', /license server/],
  ['mpi', 'Message truncated in a receive', /^No rule knows/],
  ['mpi', 'not enough slots for 8 processes', /slots/],
] as const)
  test(`usual advice is given only for what the message says: ${line}`, () => {
    assert.match(fixesFor(category, { text: line, quote: line })[0]?.text ?? '', step);
  });

const thrown = (file: string) =>
  explainLog(
    `Traceback (most recent call last):\n  File "run.py", line 3, in <module>\n    fit(x)\n  File "${file}", line 9, in fit\n    return cells[k]\nKeyError: 'north'\n`,
    { exitCode: 1 },
  );

test('code is not certain to be at fault if a package threw what stopped it, and data may lack what code wants', () => {
  assert.equal(thrown('/usr/lib/python3/dist-packages/kit/fit.py')?.confidence, 'likely');
  assert.equal(thrown('/mnt/wd/fit.py')?.confidence, 'certain');
  assert.match(thrown('/mnt/wd/fit.py')?.fixes?.[0]?.text ?? '', /^Check the data that the code had/);
  const java = (first: string) =>
    explainLog(
      `Exception in thread "main" java.lang.IllegalStateException: not open\n\tat ${first}\n\tat com.contoso.Main.main(Main.java:4)\n`,
      { exitCode: 1 },
    )?.confidence;
  assert.equal(java('org.apache.kit.Reader.read(Reader.java:33)'), 'likely');
  assert.equal(java('java.base/java.util.Optional.get(Optional.java:3)'), 'certain');
});

for (const [category, line, step] of [
  ['dependency-version', "package 'tides' needs to be rebuilt for this Python", 'Install or build again'],
  ['dependency-version', 'extension grid.so was made by another Ruby; please reinstall it', 'Install or build again'],
  ['dependency-version', 'the cache of kit 3 has to be recompiled with kit 4', 'Install or build again'],
  ['gpu', 'RuntimeError: tide kernels require an H100 GPU', 'Use a VM size whose GPU'],
  ['gpu', 'this build only supports GPUs of the generation Ampere', 'Use a VM size whose GPU'],
  ['gpu', 'the mesh solver needs compute capability 8.0 or above', 'Use a VM size whose GPU'],
] as const)
  test(`a step names what the message asks for: ${line}`, () => {
    assert.ok(firstStep(category, line).startsWith(step), firstStep(category, line));
  });
