import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../../test/builders/anyText.ts';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import { findExit } from './findExit.ts';
import { exitLiterals, findStatedExit, readExitCode } from './readExit.ts';

const codesOfSentences: Readonly<Record<string, number>> = {
  'exit status -6': -6,
  'return value: -9': -9,
  'Child returned 137': 137,
  "Command '['./solve']' returned non-zero exit status 139.": 139,
  "subprocess.CalledProcessError: Command 'x' died with <Signals.SIGKILL: 9>.": -9,
  'Process exited with code 0xC0000005': 0xc0000005,
  'worker exited with code -1073741819': -1073741819,
  'worker exited with code 3221225477.': 3221225477,
  'the analysis was aborted with system error code 1073741819.': -1073741819,
  'terminated with an error exit status (137)': 137,
  'job exits with return code = -9': -9,
  '  exitcode: -11 (pid: 4)': -11,
  'Signal 6 (SIGABRT) received by PID 12': -6,
  'solver was killed by signal 9': -9,
  'mpirun noticed that process rank 0 exited on signal 11 (Segmentation fault).': -11,
  'run failed: signal: killed': -9,
  'Job failed with status 127': 127,
  'make: *** [Makefile:4: all] Error 127': 127,
  'Container exited with a non-zero exit code 143': 143,
  'state=exited exit_code=137': 137,
  'build step (code 127)': 127,
  'worker died (code -9)': -9,
  'solver exited: status: 137': 137,
};

for (const [sentence, code] of Object.entries(codesOfSentences)) {
  test(`the exit code is read from: ${sentence}`, () => assert.equal(readExitCode(sentence), code));
  test(`a rule matches: ${sentence}`, () => assert.ok(exitLiterals.some((literal) => sentence.includes(literal))));
}

test('other numbers in a sentence are not taken for an exit code', () => {
  const others = [
    'request returned 404 rows=3',
    'LoadLibrary failed with error 126: The specified module could not be found',
    'read failed: error code -11',
    'signal handlers for SIGTERM installed',
    'address 0x7f0010c0 mapped',
    'status code 200',
    'goroutine at 0xc000012345',
    'ioctl returned -12',
    'buffer of 1073741824 bytes, error code 1073741824',
  ];
  for (const sentence of others) {
    const found = findStatedExit(sentence);
    assert.ok(found === undefined || found.certainty === 'maybe', `${sentence}: ${found?.id}`);
  }
});

test('the program that a sentence names is recognized', () => {
  assert.equal(findStatedExit("Command '['curl', '-f', 'u']' returned non-zero exit status 6.")?.id, 'curl 6');
  assert.equal(findStatedExit("Command 'blastn -db nt -query q' returned non-zero exit status 2.")?.id, 'blastn 2');
  assert.equal(findStatedExit("Command '['./own']' returned non-zero exit status 6."), undefined);
});

test('all notations of a status in a sentence find the same row', () => {
  fc.assert(
    fc.property(fc.constantFrom(0xc0000005, 0xc00000fd, 0xc0000135, 0xc000013a, 0xc0000409, 0xe0434352), (status) => {
      const notations = [`0x${status.toString(16)}`, `0x${status.toString(16).toUpperCase()}`, status, status | 0];
      const ids = notations.map((notation) => findStatedExit(`exited with code ${notation}`)?.id);
      assert.deepEqual(new Set(ids), new Set([findExit(status)?.id]));
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(2, 6, 9, 11, 15), (signal) => {
      const id = findExit(-signal)?.id;
      const sentences = [
        `exit status -${signal}`,
        `exit code ${128 + signal}`,
        `killed by signal ${signal}`,
        `died with <Signals.${id}: ${signal}>`,
      ];
      for (const sentence of sentences) assert.equal(findStatedExit(sentence)?.id, id, sentence);
    }),
  );
});

test('a program whose name precedes the failure is recognized', () => {
  assert.equal(findStatedExit('ERROR: curl failed with exit code 60')?.category, 'network-tls');
  assert.notEqual(findStatedExit('the download failed with exit code 60')?.category, 'network-tls');
});

test('reading an exit code never throws, and takes time proportional to the length of the sentence', () => {
  fc.assert(fc.property(anyText(), (text) => void findStatedExit(text)));
  for (const part of ['exited with ', "Command '[", 'SIG', 'exit code ', 'make: *** '])
    assertLinear((size) => findStatedExit(part.repeat(size / 8)), part);
});
