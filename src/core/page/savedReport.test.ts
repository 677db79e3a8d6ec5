import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderAttempts, renderSaved } from '../../../test/builders/renderSaved.ts';
import { parseSavedObject, type SavedObject } from '../model/savedObject.ts';
import { renderExport } from './savedReport.ts';

const kept: SavedObject = {
  savedAt: '2026-11-20T09:00:00Z',
  action: 'azureBatch.node.remove',
  resource: { kind: 'pool', accountId: 'a', poolId: 'cpu' },
  object: { id: 'cpu', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] },
  logs: [{ path: 'startup/stderr.txt', text: 'no room' }],
  why: 'The quota is used up',
};

test('saved data is read as written, and a truncated line is skipped', () => {
  assert.deepEqual(parseSavedObject(JSON.stringify(kept)), kept);
  assert.equal(parseSavedObject(JSON.stringify(kept).slice(0, -5)), undefined);
  assert.equal(parseSavedObject('{"savedAt":"x","action":"y","logs":[],"resource":{},"object":{}}'), undefined);
});

test('saved data is listed newest first, with the reason, the logs, and the properties', () => {
  const older = { ...kept, savedAt: '2026-11-19T09:00:00Z', why: undefined, logs: [] } as unknown as SavedObject;
  const text = renderSaved(kept.resource, [older, kept], () => 'Remove Node', { timeZone: 'UTC' });
  assert.match(text, /^# Saved evidence for cpu\n\n## Before “Remove Node”: Nov 20, 2026/);
  assert.ok(text.indexOf('The quota is used up') < text.indexOf('no room'));
  assert.ok(text.indexOf('no room') < text.indexOf('AccountCoreQuotaReached'));
  assert.match(
    renderSaved(kept.resource, [], () => ''),
    /No evidence for this item is saved on this computer\./,
  );
});

test('the last saved data is compared with the current data, without secrets', () => {
  const url = (signature: string): string => `https://a.blob.core.windows.net/in?sig=${signature}`;
  const older = { ...kept, object: { id: 'cpu', state: 'older' } };
  const last = { ...kept, object: { id: 'cpu', state: 'active', from: url('[hidden]') } };
  const render = (now: object | 'gone' | undefined): string =>
    renderSaved(kept.resource, [older, last], () => 'Resize Pool', { timeZone: 'UTC', now });
  const text = render({ id: 'cpu', state: 'deleting', from: url('c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXNhcy11cmwhISE%3D') });
  assert.match(
    text,
    /^# Saved evidence for cpu\n\n## Different now\n\n- state\n {2}- saved: `"active"`\n {2}- now: `"deleting"`\n\n## Before/,
  );
  assert.match(render({ ...last.object }), /Its properties are the same now\./);
  assert.match(render('gone'), /Azure Batch no longer has this item\./);
  assert.doesNotMatch(render(undefined), /now/);
});

const now = new Date('2026-11-21T10:00:00Z');

test('an export of several items is one text that names the source of each part', () => {
  const text = renderExport(
    [
      { account: 'contoso', text: '# Earlier attempts of a\n' },
      { account: 'fabrikam', text: '# Saved evidence for b\n' },
    ],
    now,
    { timeZone: 'UTC' },
  );
  assert.equal(
    text,
    'Exported Nov 21, 2026, 10:00 UTC from account contoso\n\n# Earlier attempts of a\n\n---\n\n' +
      'Exported Nov 21, 2026, 10:00 UTC from account fabrikam\n\n# Saved evidence for b\n',
  );
});

test('no secret from a log or a definition is exported', () => {
  const signature = 'c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXNhcy11cmwhISE%3D';
  const url = `https://contosodata.blob.core.windows.net/in/a.exr?sv=2024-11-04&sig=${signature}`;
  const attempt = {
    savedAt: '2026-11-20T09:20:00Z',
    action: 'retry',
    task: { id: 'a', commandLine: `curl "${url}"`, resourceFiles: [{ httpUrl: url }] },
    logs: [{ path: 'stderr.txt', text: `GET ${url} failed\n` }],
  } as const;
  const text = renderExport(
    [
      {
        account: 'contoso',
        text: renderAttempts({ kind: 'task', accountId: 'c', jobId: 'j', taskId: 'a' }, [attempt]),
      },
    ],
    now,
  );
  assert.ok(!text.includes(signature), text);
  assert.match(text, /GET https:\/\/contosodata/);
});
