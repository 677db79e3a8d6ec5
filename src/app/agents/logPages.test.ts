import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { isNight, runs } from '../../../test/builders/nightly.ts';
import { WrittenFile } from '../../../test/fakes/writtenFile.ts';
import { FileSearch, toSought } from '../../core/files/fileSearch.ts';
import { hiddenText } from '../../core/text/hiddenText.ts';
import { readPageLines } from './logPages.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const room = 15_000;
const pageBytes = 16 * 1024;
const forever = new AbortController().signal;

/** Makes random letters, the same for the same seed. */
function makeSecret(seed: number, length: number, letters = base64): string {
  let state = seed * 2_654_435_761 + 1;
  let secret = '';
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    secret += letters.charAt((state >>> 16) % letters.length);
  }
  return secret;
}

const divide = (text: string, width: number): readonly string[] => text.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];

/** Forms in which logs contain secrets, for secrets of any length. */
const carriers: Readonly<Record<string, (secret: string) => string>> = {
  'a setting': (secret) => `password=${secret} and more`,
  'a header': (secret) => `> Authorization: Bearer ${secret}`,
  'a quoted password': (secret) => `{"user":"a","password":"${secret}","b":"c"}`,
  'an address': (secret) => `GET https://a.blob.core.windows.net/c/b?sv=2022-11-02&sig=${secret}&se=2026`,
  'a key in lines': (secret) =>
    `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${divide(secret, 64).join('\n')}\n-----END PGP PRIVATE KEY BLOCK-----`,
  'a key in lines that ended with a carriage return': (secret) =>
    `-----BEGIN RSA PRIVATE KEY-----\r\n${divide(secret, 76).join('\r\n')}\r\n-----END RSA PRIVATE KEY-----`,
  'a key in lines with times': (secret) =>
    ['-----BEGIN PRIVATE KEY-----', ...divide(secret, 64), '-----END PRIVATE KEY-----']
      .map((line) => `2026-11-26T14:00:00Z stdout ${line}`)
      .join('\n'),
  'a key in one line': (secret) =>
    `{"private_key":"-----BEGIN PRIVATE KEY-----\\n${divide(secret, 64).join('\\n')}\\n-----END PRIVATE KEY-----\\n"}`,
};

const world = fc.record({
  carrier: fc.constantFrom(...Object.keys(carriers)),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  size: fc.oneof(fc.integer({ min: 40, max: 400 }), fc.integer({ min: 4000, max: 70_000 })),
  before: fc.integer({ min: 0, max: 400 }),
  after: fc.integer({ min: 0, max: 400 }),
});

function makeLog(
  secret: string,
  { carrier, before, after }: { carrier: string; before: number; after: number },
): string {
  const toLine = (index: number): string => `14:00:${index % 60} step ${index} done, all is fine`;
  const fill = (count: number) => Array.from({ length: count }, (_, index) => toLine(index));
  return `${[...fill(before), carriers[carrier]?.(secret) ?? '', ...fill(after)].join('\n')}\n`;
}

function writeFile(log: string): WrittenFile {
  const file = new WrittenFile();
  file.write(log);
  return file;
}

async function readPage(log: string, from: number): Promise<string> {
  const file = writeFile(log);
  const { length } = new TextEncoder().encode(log);
  const { lines } = await readPageLines(file, { from, to: from + pageBytes, length, room }, 1, forever);
  return lines.map(({ text }) => text).join('\n');
}

function search(log: string, match: string): readonly number[] {
  const file = new FileSearch(toSought(match) ?? assert.fail(match), 20, undefined, true);
  const bytes = new TextEncoder().encode(log);
  for (let at = 0; at < bytes.length; at += 100_000) file.add(bytes.slice(at, at + 100_000));
  file.end();
  return file.found.map(({ line }) => line);
}

suite('a page of a log', () => {
  test('a page of a log does not depend on the text or length of a hidden secret, wherever the page begins', async () => {
    const property = fc.asyncProperty(world, fc.integer({ min: 0, max: 99 }), async (one, percent) => {
      const logs = [one.seed, one.seed + 1].map((seed) => makeLog(makeSecret(seed, one.size), one));
      const from = Math.floor(((logs[0]?.length ?? 0) * percent) / 100);
      const [page, other] = await Promise.all(logs.map((log) => readPage(log, from)));
      assert.equal(page, other);
    });
    await fc.assert(property, { numRuns: runs(150) });
  });

  for (const carrier of Object.keys(carriers))
    test(`a page of a log does not depend on a secret that is longer than the part read with the page: ${carrier}`, async () => {
      for (const size of isNight ? [300_000, 1_300_000] : [300_000]) {
        const one = { carrier, size, before: 100, after: 3 };
        const logs = [1, 2].map((seed) => makeLog(makeSecret(seed, size), one));
        for (const from of [0, 10_000, 270_000, size / 2, size - 10_000, size]) {
          const [page, other] = await Promise.all(logs.map((log) => readPage(log, from)));
          assert.equal(page, other, `from ${from}`);
        }
        const [found, other] = logs.map((log) => search(log, `/${log.slice(size / 2).match(/[A-Za-z]{3}/)?.[0]}/`));
        assert.deepEqual(found, other);
      }
    });

  test('a page of a log links to the next page until the end of the file, and mentions that something is hidden', async () => {
    const property = fc.asyncProperty(world, async (one) => {
      const log = makeLog(makeSecret(one.seed, one.size), one);
      const file = writeFile(log);
      let from = 0;
      let text = '';
      for (let pages = 0; from < log.length; pages += 1) {
        const range = { from, to: from + pageBytes, length: log.length, room };
        const { lines, next } = await readPageLines(file, range, undefined, forever);
        const cut = lines.findIndex(({ rest }) => rest !== undefined);
        const shown = cut < 0 ? lines : lines.slice(0, cut + 1);
        text += shown.map((line) => `${line.text}\n`).join('');
        const then: number = shown.at(-1)?.rest?.start ?? next?.start ?? log.length;
        assert.ok(then > from && pages < 100, `${from} leads to ${then}`);
        from = then;
      }
      assert.ok(text.includes(hiddenText), text.slice(0, 300));
      assert.equal(text.split('all is fine\n').length - 1, one.before + one.after);
    });
    await fc.assert(property, { numRuns: runs(60) });
  });
});

test('a search without secrets finds the same lines whatever the text of a secret', () => {
  const property = fc.property(world, fc.integer({ min: 1, max: 12 }), (one, known) => {
    const secrets = [one.seed, one.seed + 1].map((seed) => makeSecret(seed, one.size));
    const logs = secrets.map((secret) => makeLog(secret, one));
    const guess = secrets[0]?.slice(0, known) ?? '';
    for (const match of [
      guess,
      `password=${guess}`,
      `/(=|: *"?|Bearer )${guess.replace(/[+/]/g, '.')}/`,
      `/^(?=.*${guess.replace(/[+/]/g, '.')})|step 3 /`,
    ]) {
      const [found, other] = logs.map((log) => search(log, match));
      assert.deepEqual(found, other, match);
    }
    const line = search(logs[0] ?? '', hiddenText)[0] ?? 0;
    assert.ok(line >= one.before + 1, 'what is hidden is found as it is shown');
  });
  fc.assert(property, { numRuns: runs(80) });
});
