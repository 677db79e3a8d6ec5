import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { TextSearch } from '../app/ports.ts';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { startTextSearch } from './textSearch.ts';

const thread = new URL('./searchThread.ts', import.meta.url);
function start(context: TestContext, text: string, patience?: number): TextSearch {
  const search = startTextSearch(thread, text, 10, false, patience);
  context.after(() => search.close());
  return search;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test('files are searched in parallel, each from its first line to its last', async (context) => {
  const search = start(context, '/^error (\\d+)$/');
  const [one, other] = [search.open(), search.open()];
  assert.equal(await one.add(encode('error 1\nfine\nerr')), 1);
  assert.equal(await other.add(encode('fine\nerror 7\n')), 1);
  assert.equal(await one.add(encode('or 2\n')), 2);
  const [first, second] = await Promise.all([one.end(), other.end()]);
  assert.deepEqual(
    [first, second].map(({ found }) => found.map(({ line, byte }) => [line, byte])),
    [
      [
        [1, 0],
        [3, 13],
      ],
      [[2, 5]],
    ],
  );
  assert.deepEqual([first.lines, first.hasMore], [3, false]);
  search.close();
  await assert.rejects(search.open().add(encode('x')), (error) => Cancelled.is(error));
});

test('an expression that never finishes is abandoned, and the main thread is not blocked', async (context) => {
  const search = start(context, '/^(a+)+$/', 100);
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 10);
  const file = search.open();
  assert.equal(await file.add(encode('aaaa\n')), 1);
  const endless = file.add(encode(`${'a'.repeat(60)}!\n`));
  const after = file.end();
  for (const one of [endless, after])
    await assert.rejects(one, (error) => BatchError.is(error, 'InvalidInput') && /takes too long/.test(error.message));
  clearInterval(ticking);
  assert.ok(ticks >= 5, `${ticks} ticks`);
  await assert.rejects(search.open().add(encode('a\n')), /takes too long/);
});

test('a search that is only slow, line by line, is not abandoned', async (context) => {
  const patience = 1000;
  const search = start(context, '/^(a+)+$/', patience);
  // Takes some milliseconds per line.
  const slow = `${'a'.repeat(18)}!\n`;
  const file = search.open();
  const started = performance.now();
  while (performance.now() - started < 2.5 * patience) await file.add(encode(slow.repeat(500)));
  assert.equal((await file.end()).found.length, 0);
});
