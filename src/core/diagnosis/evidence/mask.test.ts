import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import { runs } from '../../../../test/builders/nightly.ts';
import { maskLiterals, maskName, type Quoted } from './mask.ts';

/** Returns each text without its literals. */
function maskAll(texts: readonly string[], quoted?: Quoted): readonly string[] {
  return texts.map((text) => maskLiterals(text, quoted));
}

test('parts that differ between failures with the same cause are masked', () => {
  const masked: Readonly<Record<string, string>> = {
    "FileNotFoundError: No such file: 'weights.pt'": 'FileNotFoundError: No such file: *',
    'Task frame-0001 failed at 2026-11-20T09:14:07Z on tvmps_3461_d.': 'Task * failed at * on *.',
    'cannot open /mnt/batch/tasks/wd/a b': 'cannot open * b',
    'GET https://a.b/c?x=y&sig=abc%3D, then nothing': 'GET *, then nothing',
    'java.lang.NullPointerException: null': 'java.lang.NullPointerException: null',
    "don't panic, it's fine": "don't panic, it's fine",
    'object deadbeefcafe is gone': 'object * is gone',
    'token AbCdEfGhIjKlMnOpQrStUvWx expired': 'token * expired',
    'ask alice@example.com': 'ask *',
    'C:\\Program Files\\x\\y.exr is empty': '* is empty',
  };
  assert.deepEqual(maskAll(Object.keys(masked)), Object.values(masked));
});

test('a time in any notation is masked as one literal', () => {
  const times = [
    '2026-11-20T09:14:07.123Z',
    '2026-11-20 09:14:07,123',
    'Nov 20 09:14:07',
    'Fri Nov 20 09:14:07 UTC 2026',
    'Fri, 20 Nov 2026 09:14:07 GMT',
    '20 November 2026 9:14 PM',
    '1763630047',
  ];
  assert.deepEqual(new Set(maskAll(times.map((time) => `at ${time} it broke`))), new Set(['at * it broke']));
  assert.equal(maskLiterals('it May fail in March or not'), 'it May fail in March or not');
});

test('an amount and its unit are masked as one literal', () => {
  const amounts = ['900 MB', '1.2 GiB', '12345 bytes', '5%', '7 s', '12ms', '2 minutes', '1,234,567', '1e-05'];
  assert.deepEqual(new Set(maskAll(amounts.map((amount) => `used ${amount} of it`))), new Set(['used * of it']));
  assert.equal(maskLiterals('the MB in use'), 'the MB in use');
});

test('numbers that are error codes are not masked', () => {
  const codes = ['[Errno 13] x', 'exit code 137', 'status=404', 'HTTP 503: x', 'signal 9', 'code 0xc0000005'];
  assert.deepEqual(maskAll(codes), codes);
  const json = '{"status_code":503,"exitCode": 3}';
  assert.equal(maskLiterals(json, 'words'), json);
  assert.equal(maskLiterals('code 20261120091407'), 'code *');
});

test('adjacent literals are merged into one', () => {
  assert.equal(maskLiterals('ranks 1, 2, 3; 4'), 'ranks *');
  assert.equal(maskLiterals('ranks 1, 2'), maskLiterals('ranks 1, 2, 3, 4'));
});

test('quoted names are masked, masked word by word, or kept', () => {
  const quoted = "no 'shape' in 'cv2' of '/a/b c'";
  assert.equal(maskLiterals(quoted), 'no * in * of *');
  assert.equal(maskLiterals(quoted, 'words'), "no 'shape' in * of *");
  assert.equal(maskLiterals(quoted, 'kept'), "no 'shape' in 'cv2' of *");
});

test('the keys and words of JSON are not masked', () => {
  assert.equal(
    maskLiterals('{"id":"a1","n":5,"ok":true,"tags":["b2","c3"],"error":{"code":"QuotaExceeded"}}', 'words'),
    '{"id":*,"n":*,"ok":*,"tags":[*],"error":{"code":"QuotaExceeded"}}',
  );
});

test('a repeated line is dropped', () => {
  assert.equal(maskLiterals('rank 1 died\nrank 2 died\r\n\nbye'), 'rank * died\nbye');
});

test('the beginning and the end of a long message are kept', () => {
  const masked = maskLiterals(`begin\n${'x\n'.repeat(500_000)}end`);
  assert.equal(masked, 'begin\nx\nend');
});

test('masking a masked message changes nothing', () => {
  const words = ['x.', 'a1', '1', 'Nov', 'May', 'MB', 'status', 'code ', '0x5', 'true', 'deadbeef', 'exit', 'x'];
  const marks = ['"', "'", '`', '*', ' ', '/', ', ', ',', ':', '\n', '://', '?', '=', '(', ')', '[', '@', '-', '.'];
  const piece = fc.oneof(fc.string(), fc.constantFrom(...words, ...marks));
  const quoted = fc.constantFrom<Quoted>('masked', 'words', 'kept');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), quoted, (pieces, mode) => {
      const once = maskLiterals(pieces.join(''), mode);
      assert.equal(maskLiterals(once, mode), once);
    }),
    { numRuns: runs(3000) },
  );
});

test('the time to mask a message is linear in its length', () => {
  for (const piece of ['.', '-', "'", '"', 'a', '1', '/', ' ', 'May ', "a'", '*'])
    assertLinear((size) => maskLiterals(piece.repeat(size), 'words'), piece, 65_536);
});

test('names of files and items are masked as patterns', () => {
  assert.equal(maskName('input-0001.exr'), 'input-*.exr');
});
