import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { configureText } from '../../src/core/text/configureText.ts';
import { withLabel } from '../../src/core/text/label.ts';
import { listAny } from '../../src/core/text/lists.ts';
import { toDurationWords } from '../../src/core/words/durations.ts';
import { formatBytes, formatNumber } from '../../src/core/words/numbers.ts';
import { formatTime } from '../../src/core/words/times.ts';
import { readTextsIn } from '../workbench/texts.ts';

afterEach(() => configureText('en', undefined));

/** Expected formats of each language, including no-break spaces. */
const written = {
  fr: ['12\u202f345\u202f678', '1,5 Gio', '1 h 30 min', '22 nov. 2026, 06:05:04 UTC', 'a ou b', 'a\u00a0: b'],
  nl: ['12.345.678', '1,5 GiB', '1 uur, 30 min', '22 nov 2026, 06:05:04 UTC', 'a of b', 'a: b'],
  sv: ['12\u00a0345\u00a0678', '1,5 GiB', '1 tim 30 min', '22 nov. 2026 06:05:04 UTC', 'a eller b', 'a: b'],
};

for (const [language, expected] of Object.entries(written))
  test(`numbers, sizes, durations, times, and lists are formatted for the language ${language}`, () => {
    configureText(language, readTextsIn(language));
    const made = [
      formatNumber(12_345_678),
      formatBytes(1.5 * 2 ** 30).replace(/\s/g, ' '),
      toDurationWords(90 * 60_000).replace(/\s/g, ' '),
      formatTime('2026-11-22T06:05:04Z', 'UTC').replace(/\s/g, ' '),
      listAny(['a', 'b']),
      withLabel('a', 'b'),
    ];
    assert.deepEqual(made, expected);
  });
