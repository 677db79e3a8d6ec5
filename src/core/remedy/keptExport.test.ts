import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderAttempts } from './attemptsReport.ts';
import { renderKeptExport } from './keptExport.ts';

const now = new Date('2026-11-21T10:00:00Z');

test('what is exported of several things is one text that says where each comes from', () => {
  const text = renderKeptExport(
    [
      { account: 'contoso', text: '# Earlier attempts of a\n' },
      { account: 'fabrikam', text: '# Kept of b\n' },
    ],
    now,
    { timeZone: 'UTC' },
  );
  assert.equal(
    text,
    'Exported Nov 21, 2026, 10:00 UTC from account contoso\n\n# Earlier attempts of a\n\n---\n\n' +
      'Exported Nov 21, 2026, 10:00 UTC from account fabrikam\n\n# Kept of b\n',
  );
});

test('no secret that a log or a definition holds leaves with it', () => {
  const signature = 'c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXNhcy11cmwhISE%3D';
  const url = `https://contosodata.blob.core.windows.net/in/a.exr?sv=2024-11-04&sig=${signature}`;
  const attempt = {
    savedAt: '2026-11-20T09:20:00Z',
    action: 'retry',
    task: { id: 'a', commandLine: `curl "${url}"`, resourceFiles: [{ httpUrl: url }] },
    logs: [{ path: 'stderr.txt', text: `GET ${url} failed\n` }],
  } as const;
  const text = renderKeptExport([{ account: 'contoso', text: renderAttempts('a', [attempt]) }], now);
  assert.ok(!text.includes(signature), text);
  assert.match(text, /GET https:\/\/contosodata/);
});
