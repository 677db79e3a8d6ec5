import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LogText } from '../text/logText.ts';
import { LiteralScanner } from './literalScanner.ts';
import { sightingsIn } from './sightings.ts';

const rare = 'PANIC!';
const literals = [rare, ...Array.from({ length: 100 }, (_, index) => `error ${index + 100}`)];
const scanner = new LiteralScanner(literals);

function linesSeen(text: string, literal: string): readonly number[] {
  const log = new LogText(text);
  return sightingsIn(log, scanner)
    .filter((sighting) => literals[sighting.literal] === literal)
    .map(({ position }) => log.lineAt(position));
}

/** Returns a log of `count` lines, each created by `lineOf`. */
function logOf(count: number, lineOf: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => lineOf(at)).join('\n');
}

test('the first and the last occurrences of repeated text are found, however the log begins and ends', () => {
  for (const count of [100, 3000, 30_000])
    for (const [from, to] of [
      [0, count],
      [0, Math.floor(count * 0.45)],
      [Math.floor(count * 0.55), count],
      [Math.floor(count * 0.3), Math.floor(count * 0.7)],
    ] as const) {
      const text = logOf(count, (at) =>
        at >= from && at < to ? `error 100 in record ${at}` : `record ${at} is written`,
      );
      const first = Array.from({ length: 12 }, (_, at) => from + at);
      const last = Array.from({ length: 12 }, (_, at) => to - 12 + at);
      assert.deepEqual(linesSeen(text, 'error 100'), [...first, ...last]);
    }
});

test('a single occurrence among thousands of errors of a hundred kinds is found', () => {
  const count = 40_000;
  for (const place of [0, 700, 19_999, 20_000, 33_333, count - 1]) {
    const text = logOf(count, (at) => (at === place ? rare : `error ${100 + (at % 100)} in record ${at}`));
    assert.deepEqual(linesSeen(text, rare), [place]);
  }
});

test('the number of inspected places does not grow with the number of errors in a log', () => {
  const log = (count: number) => new LogText(logOf(count, (at) => `error ${100 + (at % 100)} in record ${at}`));
  const [some, more] = [sightingsIn(log(5000), scanner), sightingsIn(log(50_000), scanner)];
  assert.equal(more.length, some.length);
  assert.deepEqual(more.slice(0, 100), some.slice(0, 100));
});

test('a line of a megabyte is searched only as far as it is read', () => {
  const filler = 'x'.repeat(400_000);
  const text = `${filler}error 100${filler}error 101${filler}\nerror 102`;
  const seen = sightingsIn(new LogText(text), scanner).map(({ literal }) => literals[literal]);
  assert.deepEqual(seen, ['error 100', 'error 102']);
});
