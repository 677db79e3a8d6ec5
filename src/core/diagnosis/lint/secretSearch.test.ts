import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../../test/builders/nightly.ts';
import { redactText } from '../../text/redact.ts';
import { doAtOnce } from '../../work.ts';
import type { DefinitionNode } from './definitionTree.ts';
import { withoutReferences } from './placeholders.ts';
import { SecretSearch } from './secretRules.ts';

const node: DefinitionNode = { type: 'string', offset: 0, length: 0 };

function searchTogether(texts: readonly string[]): readonly string[] {
  const search = new SecretSearch();
  for (const text of texts) search.add({ node, text, message: () => '' });
  return doAtOnce(search.search()).map(({ text }) => text);
}

function holdsSecret(text: string): boolean {
  const known = withoutReferences(text);
  return redactText(known) !== known;
}

/**
 * Texts with secrets, texts without any, and incomplete texts that a search for secrets might continue in the next
 * text.
 */
const pieces = [
  'run --password hunter2x',
  'Password=hunter2x;',
  'https://me:hunter2x@contoso.com/a',
  'https://a.blob.core.windows.net/c?sv=2022-11-02&sp=r&sig=abcdefg',
  'docker login -u me -p hunter2x',
  `ghp_${'aB3'.repeat(12)}`,
  'curl -u me:hunter2x https://contoso.com',
  '<password>',
  '<password>hunter2x</password>',
  'name: DB_PASSWORD',
  'value: hunter2x',
  'the password is wrong',
  'error: invalid token',
  'run --password',
  'run \\',
  'run "a',
  "run 'a",
  'run ^',
  'password:',
  '-----BEGIN PRIVATE KEY-----',
  '-----END PRIVATE KEY-----',
  '/bin/bash -c "render 1"',
  'value 7',
  '',
  ' ',
];

test('searching many texts together finds the same secrets as searching each', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (texts) => {
      assert.deepEqual(searchTogether(texts), texts.filter(holdsSecret));
    }),
    { numRuns: runs(400) },
  );
});

test('a secret is found wherever it is in a long text, and among many short ones', () => {
  const words = 'render frame '.repeat(5000);
  assert.deepEqual(searchTogether([words]), []);
  for (const at of [0, 7000, 30_000, words.length]) {
    const text = `${words.slice(0, at)} --password hunter2x ${words.slice(at)}`;
    assert.deepEqual(searchTogether([text]), [text]);
  }
  const many = Array.from({ length: 3000 }, (_, index) => `/bin/bash -c "render ${index}"`);
  assert.deepEqual(searchTogether(many), []);
  assert.deepEqual(searchTogether([...many, 'run --password hunter2x', ...many]), ['run --password hunter2x']);
});

test('an address with a query is not a secret unless a parameter grants access', () => {
  for (const text of [
    'python3 get.py https://api.example.org/v1?x=1&y=2',
    'curl -o t.png "https://tiles.example.org/get?z=4&x=9&y=5&style=dark"',
    'wget https://data.example.org/q?from=2026-01-01&to=2026-02-01&station=DE_0042',
    'run --in https://host/a?page=2',
    'curl https://host/search?q=tide+height#top',
    'curl https://host/a?monkey=1&keyboard=us&author=me',
  ])
    assert.deepEqual(searchTogether([text]), [], text);
  for (const text of [
    'curl https://host/a?x=1&token=abc123def',
    'curl https://host/a?api_key=abc123def&y=2',
    'curl https://host/a?code=abc123def',
    'curl https://host/a?x=1&sig=abcdefg',
    `curl https://host/a?x=${'aB3x'.repeat(10)}`,
    'curl https://me:hunter2x@host/a?x=1',
    'curl https://host/a?X-Amz-Signature=0f0f0f&x=1',
  ])
    assert.deepEqual(searchTogether([text]), [text], text);
});
