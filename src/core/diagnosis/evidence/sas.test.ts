import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeSharedAccess, judgeSharedAccess } from './sas.ts';
import { readStorageAddress } from './storageAddress.ts';

const at = Date.parse('2026-11-20T09:14:07Z');
const base = 'https://contosodata.blob.core.windows.net/inputs/a/input%20001.exr';

function sasOf(query: string) {
  return readStorageAddress(`${base}?${query}&sig=SECRET`)?.sas ?? {};
}

test('a restriction of a signature is found and described', () => {
  assert.equal(judgeSharedAccess(sasOf('se=2026-11-19T00:00:00Z&sp=r'), 'read', at), 'expired');
  assert.equal(
    judgeSharedAccess(sasOf('st=2026-11-21T00:00:00Z&se=2026-11-22T00:00:00Z&sp=r'), 'read', at),
    'notYetValid',
  );
  assert.equal(judgeSharedAccess(sasOf('se=2026-11-22T00:00:00Z&sp=r'), 'write', at), 'noPermission');
  assert.equal(judgeSharedAccess(sasOf('se=2026-11-22T00:00:00Z&sp=rl&sr=b'), 'readContainer', at), 'blobOnly');
  assert.equal(judgeSharedAccess(sasOf('se=2026-11-22T00:00:00Z&sp=r&sip=10.0.0.1'), 'read', at), 'ipRestricted');
  assert.equal(judgeSharedAccess(sasOf('se=2026-11-22T00:00:00Z&sp=r'), 'read', at), 'none');
  assert.equal(
    describeSharedAccess(sasOf('se=2026-11-19T00:00:00Z&sp=r'), 'read', at),
    'The signature (SAS) expired on Nov 19, 2026, 00:00 UTC, 1 day 9 hr before it was used on Nov 20, 2026, 09:14:07 UTC.',
  );
});

test('signatures with account, user, and https parameters are read too', () => {
  const end = 'se=2026-12-01T00:00:00Z&sp=rlw';
  assert.equal(judgeSharedAccess(sasOf(`${end}&ss=f&srt=sco`), 'read', at), 'otherService');
  assert.equal(judgeSharedAccess(sasOf(`${end}&ss=bf&srt=sc`), 'read', at), 'otherLevel');
  assert.equal(judgeSharedAccess(sasOf(`${end}&ss=b&srt=so`), 'readContainer', at), 'otherLevel');
  assert.equal(judgeSharedAccess(sasOf(`${end}&ss=b&srt=sc`), 'readContainer', at), 'otherLevel');
  assert.equal(judgeSharedAccess(sasOf(`${end}&ss=b&srt=sco`), 'readContainer', at), 'none');
  assert.match(describeSharedAccess(sasOf(`${end}&ss=b&srt=so`), 'readContainer', at), /doesn't cover containers/);
  assert.match(
    describeSharedAccess(sasOf(`${end}&ss=b&srt=sc`), 'readContainer', at),
    /doesn't cover individual blobs/,
  );
  assert.equal(judgeSharedAccess(sasOf(`${end}&sr=b`), 'write', at), 'blobOnly');
  assert.match(
    describeSharedAccess(sasOf(`${end}&sr=b&ske=2026-11-17T00:00:00Z`), 'read', at),
    /^The user delegation key behind the signature expired on Nov 17, 2026, 00:00 UTC, 3 days 9 hr before/,
  );
  const insecure = readStorageAddress(`${base.replace('https', 'http')}?${end}&spr=https&sig=SECRET`)?.sas ?? {};
  assert.equal(judgeSharedAccess(insecure, 'read', at), 'httpsOnly');
});

test('a missing or nonsensical expiry, or an invalid signature, is never accepted', () => {
  const problemOf = (query: string) => judgeSharedAccess(readStorageAddress(`${base}?${query}`)?.sas ?? {}, 'read', at);
  assert.equal(problemOf('sv=2022-11-02&sr=b&sp=r&sig=SECRET'), 'noEnd');
  assert.equal(problemOf('sv=2022-11-02&sr=b&si=readers&sig=SECRET'), 'none');
  for (const end of ['soon', '', 'yesterday', '5', '31.12.2026', '2026-13-41'])
    assert.equal(problemOf(`se=${end}&sp=r&sig=SECRET`), 'badEnd', end);
  for (const end of ['2026-12-01', '2026-12-01T00:00Z', '2026-12-01T00:00:00.1234567Z', '2026-12-01T00:00:00+01:00'])
    assert.equal(problemOf(`se=${end}&sp=r&sig=SECRET`), 'none', end);
  assert.equal(problemOf('st=2026-12-02&se=2026-12-01&sp=r&sig=SECRET'), 'endsBeforeStart');
  assert.equal(problemOf('se=2026-12-01&sp=r'), 'unsigned');
  assert.equal(problemOf('se=2026-12-01&sp=r&sig='), 'unsigned');
  assert.match(describeSharedAccess(sasOf('sp=r&se=yesterday'), 'read', at), /`se`, isn't a date such as 2030-12-31/);
  assert.doesNotMatch(describeSharedAccess(sasOf('sp=r&se=2026sig=SECRET'), 'read', at), /SECRET/);
});

test('if the current time is unknown, no signature is called expired', () => {
  assert.equal(judgeSharedAccess(sasOf('se=2020-01-01T00:00:00Z&sp=r'), 'read', undefined), 'none');
});

test('resource files from a container require the list and read permissions, and a missing permission is named', () => {
  const describe = (permissions: string) =>
    describeSharedAccess(sasOf(`se=2026-12-01&sr=c&sp=${permissions}`), 'readContainer', at);
  assert.match(describe('l'), /does not allow reading; it allows: list\./);
  assert.match(describe('r'), /does not allow listing; it allows: read\./);
  assert.match(describe('w'), /does not allow listing and reading; it allows: write\./);
  assert.match(describe('rl'), /is valid until .* and allows listing and reading\.$/);
});
