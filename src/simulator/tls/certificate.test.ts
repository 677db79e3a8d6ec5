import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { makeIdentity } from './certificate.ts';

test('the certificate is for this machine, valid for a limited time, and self-signed', () => {
  const nowMs = Date.UTC(2026, 10, 20);
  const certificate = new X509Certificate(makeIdentity(nowMs).certificate);
  assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1');
  assert.equal(certificate.checkHost('localhost'), 'localhost');
  assert.equal(certificate.verify(certificate.publicKey), true);
  assert.equal(certificate.ca, true);
  assert.ok(Date.parse(certificate.validFrom) < nowMs && nowMs < Date.parse(certificate.validTo));
});

test('a client that trusts the certificate connects, and other clients do not', async () => {
  const identity = makeIdentity(Date.now());
  const server = createServer({ cert: identity.certificate, key: identity.key }, (_request, response) => {
    response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const status = (ca: string | undefined): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(url, { agent: false, ...(ca === undefined ? {} : { ca }) }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
  try {
    assert.equal(await status(identity.certificate), 200);
    await assert.rejects(status(undefined));
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
