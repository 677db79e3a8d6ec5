import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hashText, maskLiterals, maskName } from './mask.ts';

test('what differs between failures of one cause is masked', () => {
  assert.equal(
    maskLiterals("FileNotFoundError: [Errno 2] No such file: 'weights.pt'"),
    'FileNotFoundError: [Errno *] No such file: *',
  );
  assert.equal(
    maskLiterals('Task frame-0001 failed at 2026-11-20T09:14:07Z on tvmps_3461_d.'),
    'Task * failed at * on *.',
  );
  assert.equal(maskLiterals('cannot open /mnt/batch/tasks/wd/a b'), 'cannot open * b');
  assert.equal(maskLiterals('GET https://a.b/c?x=1 gave 404'), 'GET *?x=* gave *');
  assert.equal(maskLiterals('java.lang.NullPointerException: null'), 'java.lang.NullPointerException: null');
  assert.equal(maskLiterals("don't panic, it's fine"), "don't panic, it's fine");
});

test('neighbouring literals become one', () => {
  assert.equal(maskLiterals('ranks 1, 2, 3; 4'), 'ranks *');
  assert.equal(maskLiterals('ranks 1, 2'), maskLiterals('ranks 1, 2, 3, 4'));
});

test('masking twice changes nothing more', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('"', "'", '*', ' ', '/', 'a1', ', ', 'x.', ':', '\n', '1', '`'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const once = maskLiterals(pieces.join(''));
      assert.equal(maskLiterals(once), once);
    }),
    { numRuns: 2000 },
  );
});

test('names become patterns', () => {
  assert.equal(maskName('input-0001.exr'), 'input-*.exr');
});

test('the same text has the same hash, others differ', () => {
  assert.equal(hashText('abc'), hashText('abc'));
  const seen = new Set(Array.from({ length: 20_000 }, (_, index) => hashText(`message ${index}`)));
  assert.equal(seen.size, 20_000);
});
