import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileSearch, toSought } from './fileSearch.ts';
import { linesAbove } from './lineScan.ts';

/** Searches a file that arrives in parts of `size` bytes. */
function find(bytes: Uint8Array, sought: string, size: number, maxFound = 100): FileSearch {
  const search = new FileSearch(toSought(sought) ?? assert.fail(), maxFound);
  for (let at = 0; at < bytes.length; at += size) search.add(bytes.slice(at, at + size));
  search.end();
  return search;
}

test('text is found regardless of case, and a regular expression only as written', () => {
  assert.ok(toSought('1.5 (max)')?.pattern.test('used 1.5 (MAX)'));
  assert.ok(!toSought('1.5')?.pattern.test('125'));
  assert.ok(!toSought('/^error\\b/')?.pattern.test('Error: x'));
  assert.ok(toSought('/^error\\b/i')?.pattern.test('Error: x'));
  assert.ok(toSought('/tmp/x')?.pattern.test('/tmp/x is full'), 'a path is a text');
  assert.equal(toSought('/(/'), undefined);
  assert.equal(toSought(''), undefined);
});

test('the matching lines and their offsets do not depend on how a file is divided, in any encoding', () => {
  const lines = Array.from({ length: 250 }, (_, index) =>
    index % 60 === 7 ? `line ${index}: Überlauf` : `line ${index} ăąĊ`,
  );
  const utf8 = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const utf16 = new Uint8Array(Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'));
  const latin1 = new Uint8Array(Buffer.from(lines.join('\n').replaceAll('ăąĊ', 'éé'), 'latin1'));
  for (const [name, bytes] of Object.entries({ utf8, utf16, utf16be: swap(utf16), latin1 }))
    for (const size of [4096, 1000, 333]) {
      const { found } = find(bytes, 'überlauf', size);
      assert.deepEqual(
        found.map(({ line, text }) => [line, text]),
        [8, 68, 128, 188, 248].map((line) => [line, `line ${line - 1}: Überlauf`]),
        `${name} in parts of ${size}`,
      );
      for (const { line, from } of found) {
        assert.equal(from.line, Math.max(1, line - linesAbove + 1));
        assert.equal(find(bytes.slice(0, from.start), 'line', 4096).lines, from.line - 1, `${name}: line ${from.line}`);
      }
    }
});

test('an expression is matched with a line without its line end', () => {
  const { found } = find(new TextEncoder().encode('frame 1 failed\r\nfailed frame 2\nframe 3 failed'), '/failed$/', 8);
  assert.deepEqual(
    found.map(({ line }) => line),
    [1, 3],
  );
});

test('no more is kept than requested, and a line without an end is searched in parts', () => {
  const { found, hasMore } = find(new TextEncoder().encode('error\n'.repeat(50)), 'error', 64, 10);
  assert.deepEqual([found.length, hasMore], [10, true]);
  const long = `${'x'.repeat(2 * 1024 * 1024 + 20_000)} needle ${'y'.repeat(300)}`;
  const [only, ...others] = find(new TextEncoder().encode(long), '/ needle y{10}/', 64 * 1024).found;
  assert.deepEqual([only, others], [undefined, []], 'an expression is not tried far into a line');
  const [line] = find(new TextEncoder().encode(long), 'needle', 64 * 1024).found;
  assert.ok(line && line.line === 1 && line.text.includes('needle') && line.text.length < 250, JSON.stringify(line));
});

test('control characters of a line are not shown unchanged', () => {
  const bytes = new TextEncoder().encode('é\n10 %\r20 %\r\u001b[31mit \u001b[1mfailed\u001b[0m\n');
  const { found } = find(bytes, 'it failed', 8);
  assert.doesNotMatch(found[0]?.text ?? '', /\p{Cc}/u);
  assert.ok(found[0]?.text.endsWith('it failed'), 'colours within it do not hide it');
  assert.equal(new TextDecoder().decode(bytes.subarray(found[0]?.byte)).slice(0, 2), 'it');
});

function swap(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.from(bytes).swap16());
}
