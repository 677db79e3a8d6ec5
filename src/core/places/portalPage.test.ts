import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPortal, isPortalPage, isQuotasOfSubscription, toPortalPage, toQuotaPages } from './portalPage.ts';

const resourceId = '/subscriptions/0a/resourceGroups/film (west)/providers/Microsoft.Batch/batchAccounts/contoso';
const path =
  'resource/subscriptions/0a/resourceGroups/film%20%28west%29/providers/Microsoft.Batch/batchAccounts/contoso/overview';
const portal = 'https://portal.azure.com';

test('an account has a page in the portal of its cloud', () => {
  for (const [host, expected] of [
    ['contoso.westeurope.batch.azure.com', portal],
    ['contoso.chinaeast2.batch.chinacloudapi.cn', 'https://portal.azure.cn'],
    ['contoso.usgovvirginia.batch.usgovcloudapi.net', 'https://portal.azure.us'],
  ] as const) {
    const found = findPortal(host) ?? '';
    const page = toPortalPage({ portal: found, resourceId });
    assert.equal(page, `${expected}/#${path}`);
    assert.ok(isPortalPage(page));
  }
});

test('a link for a guest includes the tenant of the account', () => {
  const page = toPortalPage({ portal, resourceId, tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47' });
  assert.equal(page, `${portal}/#@72f988bf-86f1-41af-91ab-2d7cd011db47/${path}`);
  assert.ok(isPortalPage(page));
  assert.equal(toPortalPage({ portal, resourceId, tenantId: 'a/../b) c' }), `${portal}/#@a%2F..%2Fb%29%20c/${path}`);
});

test('quotas of an account and of its subscription have their own pages in each cloud', () => {
  for (const host of [portal, 'https://portal.azure.cn', 'https://portal.azure.us']) {
    const pages = toQuotaPages({ portal: host, resourceId, tenantId: 't' });
    assert.ok(pages);
    assert.equal(pages.account, `${host}/#@t/${path.replace(/overview$/, 'accountQuotas')}`);
    assert.equal(pages.subscription, `${host}/#@t/view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas`);
    assert.deepEqual([pages.account, pages.subscription].map(isPortalPage), [true, true]);
    assert.deepEqual([pages.account, pages.subscription].map(isQuotasOfSubscription), [false, true]);
  }
  assert.equal(toQuotaPages({ portal, resourceId: '/subscriptions/0a' }), undefined);
});

test('items other than accounts and quotas have no page in the portal', () => {
  assert.equal(findPortal('127.0.0.1'), undefined);
  assert.equal(toPortalPage({ portal, resourceId: `${resourceId}/../../x` }), undefined);
  assert.equal(toPortalPage({ portal, resourceId: '/subscriptions/0a' }), undefined);
  for (const address of [
    `https://portal.azure.com.example/#${path}`,
    `https://portal.azure.com/#${path}) [x](https://example.com`,
    `https://portal.azure.com/#@a/b/${path}`,
    'https://portal.azure.com/#create/x',
    'https://portal.azure.com/#view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas/../x',
  ])
    assert.equal(isPortalPage(address), false, address);
});
