import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const folder = import.meta.dirname;
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .flatMap((file) =>
    // A file may contain several pages.
    readFileSync(path.join(folder, file), 'utf8')
      .split(/^(?=# )/m)
      .map((text) => ({ file, text })),
  );

/** Words that overstate a state, or contradict the rest of the page. */
const contradictions: readonly (readonly [what: string, all: readonly RegExp[]])[] = [
  ['deleted logs were left', [/left no logs/, /was deleted|logs are gone/]],
  [
    'a log that there is not is to be read',
    [/left no logs|logs are gone/, /^\d+\. (?:Read|Open|Follow) std(?:err|out)\.txt/m],
  ],
  ['what has an exit code has not started', [/^\*\*.*exit code -?\d+/m, /program hasn't started/]],
  ['a limit that is none', [/P10675199D|10675199 days|10,675,199 days/]],
  ['a range of one number', [/between about (\S+) and \1\b/i]],
  ['an id of a command', [/\bazureBatch\.\w+\.\w+/]],
  ['raw words for an end that has others', [/^#.*Task Was Ended by User Request/im]],
  ['a node without its number beside one with it', [/^- [^\n]*\bnode tvmps_/im, /\bnode \d+ \(tvmps_/]],
  ['a retired size is to be tried later', [/retired the VM size/, /[Tt]ry again later/]],
];

test('no page overstates a state', () => {
  assert.ok(pages.length > 600, `${pages.length}`);
  for (const [what, all] of contradictions)
    assert.deepEqual(
      pages
        .filter(({ text }) => all.every((one) => one.test(text)))
        .map(({ file, text }) => `${file}: ${text.slice(0, 80)}`),
      [],
      what,
    );
});
