import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { isSignedBy, stringsToSign } from './sharedKey.ts';

const json = 'application/json; odata=minimalmetadata; charset=utf-8';
const date = 'Fri, 20 Nov 2026 06:07:03 GMT';

/** Requests of the official client and the strings that it signs, captured from it. */
const signed: readonly (readonly [what: string, url: string, headers: Record<string, string>, text: string])[] = [
  [
    'GET',
    '/jobs?api-version=2022-10-01.16.0&%24filter=state%20eq%20%27active%27%20and%20id%20eq%20%27a%2Bb%20c%27&%24select=id%2Cstate&maxresults=5',
    { 'content-type': 'application/json; charset=utf-8', 'ocp-date': date },
    `GET\n\n\n\n\napplication/json; charset=utf-8\n\n\n\n\n\n\nocp-date:${date}\n/simacct/jobs\n$filter:state eq 'active' and id eq 'a+b c'\n$select:id,state\napi-version:2022-10-01.16.0\nmaxresults:5`,
  ],
  [
    'POST',
    '/jobs/j1/addtaskcollection?api-version=2022-10-01.16.0',
    { 'content-type': json, 'content-length': '42', 'ocp-date': date },
    `POST\n\n\n42\n\n${json}\n\n\n\n\n\n\nocp-date:${date}\n/simacct/jobs/j1/addtaskcollection\napi-version:2022-10-01.16.0`,
  ],
  [
    'POST',
    '/jobs/j1/tasks/t1/reactivate?api-version=2022-10-01.16.0',
    { 'content-type': 'application/json; charset=utf-8', 'content-length': '0', 'if-match': '0x8D', 'ocp-date': date },
    `POST\n\n\n0\n\napplication/json; charset=utf-8\n\n\n0x8D\n\n\n\nocp-date:${date}\n/simacct/jobs/j1/tasks/t1/reactivate\napi-version:2022-10-01.16.0`,
  ],
  [
    'GET',
    '/jobs/j/tasks/t/files/wd%2Fa%20b.txt?api-version=2022-10-01.16.0',
    { 'ocp-range': 'bytes=0-9', 'ocp-date': date },
    `GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${date}\nocp-range:bytes=0-9\n/simacct/jobs/j/tasks/t/files/wd%2Fa%20b.txt\napi-version:2022-10-01.16.0`,
  ],
];

for (const [method, url, headers, text] of signed) {
  test(`${method} ${url.slice(0, 40)} has the same signature as in the client`, () => {
    assert.ok([...stringsToSign({ method, url, headers }, 'simacct')].includes(text));
  });
}

test('names of parameters may be signed as sent or in lower case', () => {
  const url = '/jobs?$skipToken=x&api-version=1';
  const texts = [...stringsToSign({ method: 'GET', url, headers: {} }, 'a')];
  assert.ok(texts.some((text) => text.endsWith('/a/jobs\n$skipToken:x\napi-version:1')));
  assert.ok(texts.some((text) => text.endsWith('/a/jobs\n$skiptoken:x\napi-version:1')));
});

test('only the right key, account, method, path, and query give the right signature', () => {
  const key = Buffer.from('key');
  const request = { method: 'GET', url: '/jobs?api-version=1', headers: { 'ocp-date': date } };
  const [text = ''] = stringsToSign(request, 'acct');
  const signature = createHmac('sha256', key).update(text).digest('base64');
  assert.equal(isSignedBy(request, 'acct', key, signature), true);
  assert.equal(isSignedBy(request, 'other', key, signature), false);
  assert.equal(isSignedBy(request, 'acct', Buffer.from('other'), signature), false);
  assert.equal(isSignedBy({ ...request, method: 'DELETE' }, 'acct', key, signature), false);
  assert.equal(isSignedBy({ ...request, url: '/pools?api-version=1' }, 'acct', key, signature), false);
  assert.equal(isSignedBy({ ...request, url: '/jobs?api-version=2' }, 'acct', key, signature), false);
  assert.equal(isSignedBy(request, 'acct', key, ''), false);
});
