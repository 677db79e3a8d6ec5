import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPortalPage, toPortalPage } from './portalPage.ts';

const id = '/subscriptions/0a/resourceGroups/film (west)/providers/Microsoft.Batch/batchAccounts/contoso';
const path =
  '#resource/subscriptions/0a/resourceGroups/film%20%28west%29/providers/Microsoft.Batch/batchAccounts/contoso/overview';

test('an account has its page in the portal of its cloud', () => {
  for (const [host, portal] of [
    ['contoso.westeurope.batch.azure.com', 'https://portal.azure.com'],
    ['contoso.chinaeast2.batch.chinacloudapi.cn', 'https://portal.azure.cn'],
    ['contoso.usgovvirginia.batch.usgovcloudapi.net', 'https://portal.azure.us'],
  ] as const) {
    const page = toPortalPage(host, id);
    assert.equal(page, `${portal}/${path}`);
    assert.ok(isPortalPage(page));
  }
});

test('nothing else has one', () => {
  assert.equal(toPortalPage('127.0.0.1', id), undefined);
  assert.equal(toPortalPage('contoso.westeurope.batch.azure.com', `${id}/../../x`), undefined);
  assert.equal(toPortalPage('contoso.westeurope.batch.azure.com', '/subscriptions/0a'), undefined);
  for (const address of [
    `https://portal.azure.com.example/${path}`,
    `https://portal.azure.com/${path}) [x](https://example.com`,
    'https://portal.azure.com/#create/x',
  ])
    assert.equal(isPortalPage(address), false, address);
});
