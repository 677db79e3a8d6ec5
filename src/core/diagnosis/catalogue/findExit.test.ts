import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findExit, programExits, toExitName } from './findExit.ts';

test('signals are recognized with and without a shell', () => {
  assert.equal(findExit(137)?.name, '137 (SIGKILL)');
  assert.equal(findExit(-9)?.category, 'out-of-memory');
  assert.equal(findExit(139, 'linux')?.category, 'crash-signal');
  assert.equal(findExit(143)?.category, 'interrupted');
});

test('a kill has more than one possible reason', () => {
  assert.equal(findExit(137)?.certainty, 'mostly');
  assert.equal(findExit(139)?.certainty, 'only');
  assert.deepEqual(
    [-2, 137, 143, -1073741510, 3221225786, 139, 1, 127].map((code) => findExit(code)?.fromOutside === true),
    [true, true, true, true, true, false, false, false],
  );
});

test('Windows codes are recognized signed and unsigned, including unknown codes in the same range', () => {
  assert.equal(findExit(-1073741515)?.name, '-1073741515 (0xC0000135)');
  assert.equal(findExit(3221225781)?.name, '3221225781 (0xC0000135)');
  assert.equal(findExit(3221225781)?.category, 'missing-module');
  assert.equal(findExit(-1073741510)?.category, 'interrupted');
  assert.equal(findExit(0xe0434352 - 0x100000000)?.category, 'exception-in-user-code');
  assert.equal(findExit(-1073741000)?.certainty, 'maybe');
});

test('a code that only Windows can return is a Windows code, whatever system was assumed', () => {
  assert.equal(findExit(-1073741515, 'linux')?.category, 'missing-module');
  assert.equal(findExit(9009, 'linux')?.category, 'missing-program');
  assert.equal(findExit(-2147024784)?.name, '-2147024784 (0x80070070)');
  assert.equal(findExit(-2147024784)?.category, 'disk-full');
  assert.equal(findExit(3221225773)?.category, 'out-of-memory');
});

test('shell conventions are recognized', () => {
  assert.equal(findExit(127)?.category, 'missing-program');
  assert.equal(findExit(127, 'windows')?.certainty, 'maybe');
  assert.equal(findExit(126)?.category, 'permission');
  assert.equal(findExit(9009, 'windows')?.category, 'missing-program');
});

test('conventions that programs need not follow are uncertain', () => {
  assert.equal(findExit(66)?.certainty, 'maybe');
  assert.equal(findExit(66, 'windows'), undefined);
  assert.equal(findExit(5, 'windows')?.category, 'permission');
  assert.equal(findExit(5), undefined);
  assert.equal(findExit(-1)?.category, 'other');
  assert.equal(findExit(4294967295)?.category, 'other');
  assert.equal(findExit(1073807364)?.category, 'interrupted');
});

test('a code without a known meaning is not explained', () => {
  assert.equal(findExit(0), undefined);
  assert.equal(findExit(42), undefined);
  assert.equal(findExit(137, 'windows'), undefined);
  assert.equal(findExit(300, undefined, ['curl']), undefined);
  assert.equal(toExitName(42), '42');
});

test("a program's own codes are recognized", () => {
  const ofProgram = (program: string, code: number) => findExit(code, undefined, [program])?.category;
  assert.equal(ofProgram('curl', 6), 'network-dns');
  assert.equal(ofProgram('curl', 7), 'network');
  assert.equal(ofProgram('curl', 28), 'network');
  assert.equal(ofProgram('curl', 60), 'network-tls');
  assert.equal(ofProgram('blastn', 2), 'missing-file');
  assert.equal(ofProgram('rsync', 24), 'missing-file');
  assert.equal(ofProgram('timeout', 137), 'timeout');
  assert.equal(ofProgram('node', 134), 'out-of-memory');
  assert.match(findExit(3, 'windows', ['robocopy'])?.meaning ?? '', /^Success: /);
  assert.match(findExit(3010, 'windows', ['msiexec'])?.meaning ?? '', /^Success: /);
  assert.equal(findExit(60, undefined, ['curl'])?.name, '60 (curl)');
});

test('a code that only one of several programs defines is less certain, and a code that two programs define has no meaning', () => {
  assert.equal(findExit(6, undefined, ['curl'])?.certainty, 'only');
  assert.equal(findExit(6, undefined, ['curl', 'render'])?.certainty, 'mostly');
  assert.equal(findExit(9, undefined, ['curl', 'unzip']), undefined);
  assert.equal(findExit(137, undefined, ['curl'])?.id, 'SIGKILL');
});

test('each program is listed once, by the name that is matched', () => {
  const names = programExits.flatMap(({ programs }) => programs);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z0-9][\w.-]*$/);
});

test('every meaning and every piece of advice is a sentence', () => {
  const rows = programExits.flatMap(({ exits }) => Object.values(exits));
  const codes = Array.from({ length: 0x200 }, (_, index) => index - 0x100).map((code) => findExit(code));
  const texts = [
    ...rows.map((row) => ({ meaning: row.meaning(), fixes: row.fixes?.() ?? [] })),
    ...codes.filter((found) => found !== undefined),
  ];
  for (const { meaning, fixes } of texts) {
    assert.match(meaning, /^[A-Z`].*[.]$/);
    for (const fix of fixes) assert.match(fix, /^[A-Z].*[.]$/);
  }
});

test('all notations of a code find the same row', () => {
  const unsigned = fc.oneof(
    fc.integer({ min: 0xc0000000, max: 0xc00004ff }),
    fc.constantFrom(0x40010004, 0x80000003, 0x80070005, 0x8007000e, 0x80131506, 0xcfffffff, 0xe0434352, 0xe06d7363),
    fc.integer({ min: 1, max: 0xffffffff }),
  );
  fc.assert(fc.property(unsigned, (code) => assert.equal(findExit(code | 0)?.id, findExit(code)?.id)));
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 64 }), (signal) => {
      const behindShell = findExit(128 + signal);
      if (behindShell?.certainty !== 'maybe') assert.equal(findExit(-signal)?.id, behindShell?.id);
    }),
  );
});

test('finding the meaning of an exit code never throws', () => {
  fc.assert(fc.property(fc.double(), (code) => void findExit(code)));
  fc.assert(fc.property(fc.integer(), fc.string(), (code, program) => void findExit(code, 'linux', [program])));
});
