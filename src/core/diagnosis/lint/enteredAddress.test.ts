import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkEnteredUrl, checkUploadContainer } from './enteredAddress.ts';

const now = new Date('2026-11-20T10:00:00Z');
const logs = 'https://contoso.blob.core.windows.net/logs';
const good = 'sv=2022-11-02&sr=c&sp=wc&se=2026-12-01T00:00:00Z&sig=PLANTED';

const accepted: readonly string[] = [
  `${logs}?${good}`,
  ` ${logs}/?${good} `,
  `${logs}?sv=2022-11-02&sr=c&si=writers&sig=PLANTED`,
  `${logs}?sv=2022-11-02&ss=b&srt=sco&sp=w&se=2026-12-01&sig=PLANTED`,
  `${logs}?${good}&sip=20.50.2.4`,
  `http://127.0.0.1:10000/account/logs?${good}`,
  `https://storage.example.com/logs?${good}`,
  `https://queue.example.com/logs?${good}`,
  `https://contoso.privatelink.blob.core.windows.net/logs?${good}`,
  `https://contoso.blob.core.chinacloudapi.cn/logs?${good}`,
  `https://contoso.blob.core.usgovcloudapi.net/logs?${good}`,
  `https://contoso.z11.blob.storage.azure.net/logs?${good}`,
  `http://localhost:10000/account/logs?${good}`,
  `http://[::1]:10000/account/logs?${good}`,
];
for (const url of accepted) test(`${url} is accepted`, () => assert.equal(checkUploadContainer(url, now), undefined));

const refused: Readonly<Record<string, readonly [string, RegExp]>> = {
  'no address': ['logs', /complete address/],
  'another scheme': [`ftp://contoso/logs?${good}`, /complete address/],
  'no https': [`${logs.replace('https', 'http')}?${good}`, /has to start with https/],
  'no container': [`https://contoso.blob.core.windows.net/?${good}`, /doesn't name a container/],
  'no container of an emulator': [`http://127.0.0.1:10000/account?${good}`, /doesn't name a container/],
  'no SAS': [logs, /no signature/],
  'no signature': [`${logs}?sv=2022-11-02&sr=c&sp=w&se=2026-12-01`, /no signature/],
  'no signature elsewhere': ['https://storage.example.com/logs?sr=c', /no signature/],
  'no end': [`${logs}?sr=c&sp=w&sig=PLANTED`, /neither an expiry time/],
  'no permissions': [`${logs}?sv=2022-11-02&sr=c&se=2026-12-01&sig=PLANTED`, /neither permissions/],
  'empty permissions': [`${logs}?sv=2022-11-02&sr=c&sp=&se=2026-12-01&sig=PLANTED`, /neither permissions/],
  'no permissions elsewhere': [
    'https://storage.example.com/logs?sr=c&se=2026-12-01&sig=PLANTED',
    /neither permissions/,
  ],
  'a queue': [`https://contoso.queue.core.windows.net/logs?${good}`, /queue\.core\.windows\.net doesn't serve blobs/],
  'a table': [`https://contoso.table.core.chinacloudapi.cn/logs?${good}`, /doesn't serve blobs/],
  'a file share': [`https://contoso.file.core.usgovcloudapi.net/logs?${good}`, /doesn't serve blobs/],
  'a queue of a zone': [`https://contoso.z11.queue.storage.azure.net/logs?${good}`, /doesn't serve blobs/],
  'a senseless end': [`${logs}?sr=c&sp=w&se=soon&sig=PLANTED`, /isn't a date/],
  'an end before the start': [`${logs}?sr=c&sp=w&st=2026-12-02&se=2026-12-01&sig=PLANTED`, /expires \(`se`\) before/],
  expired: [`${logs}?sr=c&sp=w&se=2026-01-01&sig=PLANTED`, /expired on Jan 1, 2026/],
  'a key that expired': [`${logs}?sr=c&sp=w&se=2026-12-01&ske=2026-11-01&sig=PLANTED`, /expired on Nov 1, 2026/],
  'not yet valid': [`${logs}?sr=c&sp=w&st=2026-11-25&se=2026-12-01&sig=PLANTED`, /isn't valid until Nov 25, 2026/],
  'read-only': [`${logs}?sr=c&sp=rl&se=2026-12-01&sig=PLANTED`, /does not allow writing; it allows: read, list/],
  'the SAS of a blob': [`${logs}/a.log?sr=b&sp=w&se=2026-12-01&sig=PLANTED`, /is for a single blob/],
  'a blob': [`${logs}/a.log?${good}`, /points to a blob/],
  'another service': [`${logs}?ss=f&srt=sco&sp=w&se=2026-12-01&sig=PLANTED`, /doesn't cover blobs/],
  'no objects': [`${logs}?ss=b&srt=sc&sp=w&se=2026-12-01&sig=PLANTED`, /doesn't cover individual blobs/],
};
for (const [name, [url, reason]] of Object.entries(refused))
  test(`an address is refused: ${name}`, () => {
    const message = checkUploadContainer(url, now) ?? '';
    assert.match(message, reason);
    assert.doesNotMatch(message, /PLANTED/);
  });

test('an address that can never be used is refused, whatever its purpose', () => {
  const check = (query: string) => checkEnteredUrl(`${logs}?${query}`, now);
  assert.match(check('sp=r&se=2026-01-01&sig=PLANTED') ?? '', /expired/);
  assert.match(check('sp=r&sig=PLANTED') ?? '', /neither an expiry time/);
  assert.match(check('sp=r&se=2026-12-01') ?? '', /no signature/);
  assert.match(check('sr=c&se=2026-12-01&sig=PLANTED') ?? '', /neither permissions/);
  for (const query of ['', 'sp=w&se=2026-12-01&sig=PLANTED', 'sp=r&st=2026-11-25&se=2026-12-01&sig=PLANTED'])
    assert.equal(check(query), undefined, query);
  assert.equal(checkEnteredUrl('https://example.com/a?sig=1', now), undefined);
});
