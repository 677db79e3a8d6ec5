import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainServiceError } from './explainServiceError.ts';

test('an error is explained by the code of the service, regardless of case', () => {
  const { category, code, confidence, remedies } = explainServiceError({ status: 409, code: 'jobcompleted' });
  assert.deepEqual([category, code, confidence, remedies], ['conflict', 'jobcompleted', 'certain', []]);
});

test('an error with an unknown code is explained by its status, with less certainty', () => {
  assert.equal(explainServiceError({ status: 503, code: 'NewCode' }).category, 'service');
  assert.equal(explainServiceError({ status: 429 }).category, 'throttled');
  assert.equal(explainServiceError({ status: 401 }).category, 'permission');
  assert.equal(explainServiceError({ status: 409, message: 'quota reached' }).category, 'quota');
  assert.equal(explainServiceError({ status: 400, code: 'NewCode' }).confidence, 'likely');
});

test('an unavailable service with a retry delay is described as busy, with that delay only', () => {
  for (const code of [undefined, 'NewCode', 'ServerBusy', 'InternalError']) {
    const { category, title, cause, fixes } = explainServiceError({ status: 503, code, retryAfterMs: 12_000 });
    if (code !== 'InternalError') assert.equal(category, 'throttled');
    const waits = fixes.map(({ text }) => text).filter((text) => /\bwait\b|in a while/i.test(text));
    assert.deepEqual(waits, ['Wait 12 sec, then try again.'], code);
    assert.doesNotMatch(`${title} ${cause}`, /12 sec/);
  }
});

test('a conflict with an unknown code, or without a code, is explained as a conflict with the current state', () => {
  for (const code of [undefined, 'NewCode']) {
    const { category, title, cause, fixes } = explainServiceError({ status: 409, code });
    assert.equal(category, 'conflict');
    assert.match(title, /conflicts with the current state/);
    assert.match(cause, /already exists, or .* is in a state/);
    assert.match(fixes[0]?.text ?? '', /^Check the state/);
  }
  assert.match(explainServiceError({ status: 409, code: 'AlreadyExists' }).title, /already exists/);
  assert.match(
    explainServiceError({ status: 409, code: 'InvalidOperation' }).title,
    /isn't allowed in its current state/,
  );
});

test('a refused property gets the steps for the reason that is given, before the general one', () => {
  const cases: readonly (readonly [reason: string, first: RegExp])[] = [
    ['Either the specified VNet does not exist, or the Batch service does not have access to it', /^Give Batch a role/],
    ['The subnet x has PrivateLinkServiceNetworkPolicies enabled.', /^Turn off the named network policies/],
    ['The subnet is delegated to Microsoft.Web/serverFarms', /^Remove the subnet's delegation/],
    ['It is too long.', /^Correct the property/],
  ];
  for (const [value, first] of cases) {
    const values = [
      { key: 'PropertyName', value: 'subnetId' },
      { key: 'Reason', value },
    ];
    const { fixes } = explainServiceError({ status: 400, code: 'InvalidPropertyValue', values });
    assert.match(fixes[0]?.text ?? '', first);
    assert.match(fixes.at(-1)?.text ?? '', /^Correct the property/);
  }
});

test('a request that never arrived is distinguished from a lost answer', () => {
  assert.match(explainServiceError({ message: 'connect ECONNREFUSED 1.2.3.4:443' }).title, /never got to the service/);
  assert.match(explainServiceError({ message: 'socket hang up' }).cause, /may have carried out the request/);
  assert.equal(explainServiceError({ message: 'getaddrinfo ENOTFOUND x' }).category, 'network-dns');
  assert.equal(
    explainServiceError({ message: 'self-signed certificate in certificate chain' }).category,
    'network-tls',
  );
  assert.match(explainServiceError({ message: 'something odd' }).cause, /may have been performed/);
});

test('a failed read has changed nothing, but a failed action may have been carried out', () => {
  const reset = { code: 'ConnectionReset' };
  assert.match(explainServiceError(reset).cause, /may have carried out the request/);
  assert.doesNotMatch(explainServiceError({ ...reset, mayHaveActed: false }).cause, /may have carried out/);
  assert.doesNotMatch(explainServiceError({ status: 504, mayHaveActed: false }).cause, /may have carried out/);
  const acted = explainServiceError({ status: 500, code: 'InternalError', mayHaveActed: true });
  assert.match(acted.fixes[0]?.text ?? '', /whether the request was carried out/);
});

test('the retry delay and the details from the service are listed as evidence', () => {
  const { evidence } = explainServiceError({
    status: 429,
    code: 'TooManyRequests',
    retryAfterMs: 12_000,
    values: [{ key: 'Reason', value: 'burst' }],
  });
  assert.deepEqual(
    evidence.map(({ text }) => text),
    ['429 TooManyRequests', 'Reason = burst', 'The service asks you to wait 12 sec.'],
  );
});

test('the body of a response is read in its wire format', () => {
  const body = {
    code: 'NewCode',
    message: { lang: 'en-US', value: 'Not now.\nRequestId:1' },
    values: [{ key: 'a', value: 'b' }],
  };
  const { title, evidence } = explainServiceError({ status: 409, ...body });
  assert.equal(title, 'The request failed: Not now');
  assert.deepEqual(
    evidence.map(({ text }) => text),
    ['409 NewCode: "Not now."', 'a = b'],
  );
});

test('if a quota has room again, raising that quota is not suggested', () => {
  const quotas = { limits: { poolQuota: 3 }, pools: [{ id: 'a' }] };
  const fixes = explainServiceError({ status: 409, code: 'PoolQuotaReached', quotas }).fixes.map(({ text }) => text);
  assert.ok(fixes.includes('There is now room for more pools: 2.'), fixes.join());
  assert.ok(!fixes.some((fix) => fix.startsWith('Request')));
});

test('the retry delay of the service is read in every format', () => {
  const waitOf = (evidence: Parameters<typeof explainServiceError>[0]) =>
    explainServiceError({ status: 429, code: 'TooManyRequests', ...evidence }).fixes[0]?.text;
  assert.equal(waitOf({ retryAfterMs: 12_000 }), 'Wait 12 sec, then try again.');
  assert.equal(waitOf({ values: [{ key: 'RetryAfter', value: '17' }] }), 'Wait 17 sec, then try again.');
  assert.equal(waitOf({ values: [{ key: 'Retry-After', value: '00:01:30' }] }), 'Wait 1 min 30 sec, then try again.');
  assert.equal(
    waitOf({ values: [{ key: 'Retry-After', value: 'Fri, 20 Nov 2026 10:00:30 GMT' }] }),
    'Wait until Nov 20, 2026, 10:00:30 UTC, then try again.',
  );
  assert.equal(waitOf({ message: 'Please retry after 45 seconds.' }), 'Wait 45 sec, then try again.');
  assert.equal(waitOf({ message: 'Try again after 00:00:17.' }), 'Wait 17 sec, then try again.');
  assert.match(waitOf({ message: 'Slow down' }) ?? '', /^Wait a moment/);
});

test('in a title, an Azure resource is named by the end of its ID, and other values are quoted', () => {
  const titleFor = (value: string) =>
    explainServiceError({
      status: 400,
      code: 'InvalidPropertyValue',
      values: [
        { key: 'PropertyName', value: 'p' },
        { key: 'PropertyValue', value },
      ],
    }).title;
  const start = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a-group-with-a-long-name/providers';
  assert.match(titleFor(`${start}/Microsoft.Network/virtualNetworks/vnet/subnets/nodes`), /p = nodes$/);
  assert.match(titleFor(`${start}/Microsoft.Compute/galleries/g/images/blender`), /p = blender$/);
  assert.match(titleFor('https://acct.blob.core.windows.net/in'), /p = https:/);
});

test('a completed job schedule keeps its ID: adding another with that ID is not suggested', () => {
  const { fixes } = explainServiceError({ status: 409, code: 'JobScheduleCompleted' });
  assert.match(fixes[0]?.text ?? '', /^Its ID is still taken: delete/);
});

test('words that only resemble failed name resolution do not count', () => {
  assert.equal(explainServiceError({ status: 404, code: 'ResourceNotFound' }).category, 'other');
});

test('a refusal is explained by words about the clock, key, tenant, network, or role', () => {
  const refused = (value: string) =>
    explainServiceError({
      status: 403,
      code: 'AuthenticationFailed',
      values: [{ key: 'AuthenticationErrorDetail', value }],
    });
  assert.match(refused('The specified Date is out of range').title, /computer's clock is wrong/);
  const key = refused(
    "The MAC signature found in the HTTP request 'PLANTED/x=' is not the same as any computed signature.",
  );
  assert.match(key.title, /account key/);
  assert.doesNotMatch(JSON.stringify(key), /PLANTED/);
  for (const condition of ['when the pool has an image of its own', 'for pools with a subnet', 'with a custom image']) {
    const conditional = refused(`Shared key is not allowed ${condition}.`);
    assert.match(conditional.title, /This request|this request/, condition);
    assert.doesNotMatch(conditional.cause, /authentication modes/);
  }
  assert.match(refused('Shared Key authentication is not allowed for this account').cause, /authentication modes/);
  assert.match(refused('IDX10205: Issuer validation failed.').title, /another tenant/);
  const network = explainServiceError({ status: 403, message: 'Public network access is disabled' });
  assert.deepEqual([network.category, network.remedies], ['permission', []]);
  assert.match(
    explainServiceError({ status: 403, code: 'AuthorizationFailed' }).title,
    /your role does not allow this/,
  );
});

test('a connection that was never made is distinguished from an answer that was too slow', () => {
  assert.match(explainServiceError({ message: 'connect ETIMEDOUT 20.1.2.3:443' }).title, /never got to the service/);
  assert.match(explainServiceError({ code: 'ETIMEDOUT', message: 'read ETIMEDOUT' }).title, /no response in time/);
  assert.equal(explainServiceError({ status: 0, message: 'socket hang up' }).category, 'network');
  assert.equal(explainServiceError({ status: 407 }).category, 'network');
});

test('the refused action is in the title, and the state with its allowed actions in the cause', () => {
  const values = [
    { key: 'PropertyName', value: 'vmSize' },
    { key: 'PropertyValue', value: 'foo' },
    { key: 'Reason', value: 'Not supported' },
  ];
  const property = explainServiceError({ status: 400, code: 'InvalidPropertyValue', values, operation: 'Add pool p' });
  assert.equal(property.title, 'Add pool p failed: the service does not accept vmSize = foo');
  const state = [{ key: 'CurrentState', value: 'rebooting' }];
  assert.match(
    explainServiceError({ status: 409, code: 'OperationInvalidForCurrentState', values: state }).cause,
    /Its state is now “rebooting”\./,
  );
  assert.match(
    explainServiceError({ status: 409, code: 'JobDisabled' }).cause,
    /can be enabled, terminated or deleted/,
  );
});

test('a page of a proxy is not a message', () => {
  assert.match(explainServiceError({ status: 502, message: '<html>Bad Gateway</html>' }).title, /gateway or proxy/);
});

test("for the extension's own code for unknown errors, the explanation follows from the status", () => {
  const { code, category, title } = explainServiceError({
    status: 502,
    code: 'Unknown',
    message: 'The service returned HTTP status 502.',
  });
  assert.deepEqual([code, category], [undefined, 'service']);
  assert.match(title, /gateway or proxy/);
});

test('the first step fits the reason, such as a wrong clock or a delay', () => {
  const clock = explainServiceError({
    status: 403,
    code: 'AuthenticationFailed',
    values: [
      {
        key: 'AuthenticationErrorDetail',
        value: "The specified Ocp-Date header value 'x' is outside the allowed 15 minute window",
      },
    ],
  });
  assert.match(clock.title, /This computer's clock/);
  assert.match(clock.fixes[0]?.text ?? '', /^Correct this computer's clock/);
  const busy = explainServiceError({ status: 503, code: 'ServerBusy', retryAfterMs: 12_000 });
  assert.deepEqual(
    busy.fixes.map(({ text }) => /\bWait\b/.test(text)),
    [true, false],
  );
});

test('a host that was not found is named, and a message without known words is a guess', () => {
  const unknown = explainServiceError({ message: 'getaddrinfo ENOTFOUND contoso.westeurope.batch.azure.com' });
  assert.match(unknown.title, /nothing was sent/);
  assert.match(unknown.cause, /contoso\.westeurope\.batch\.azure\.com/);
  const { category, confidence } = explainServiceError({ message: 'boom' });
  assert.deepEqual([category, confidence], ['other', 'guess']);
});

test('the request ID is reported, because support needs it', () => {
  const id = '4ce9c859-2f0e-4c2d-9d1b-0a1b2c3d4e5f';
  const message = `Server encountered an internal error.\nRequestId:${id}\nTime:2026-11-20T09:00:00Z`;
  const { evidence } = explainServiceError({ status: 500, code: 'InternalError', message });
  assert.deepEqual(evidence[1], { text: `Request ID: ${id}`, source: 'RequestId' });
});

test("only the title of a gateway's page is reported", () => {
  const findWords = (message: string) => explainServiceError({ status: 502, message }).evidence[0]?.text;
  assert.equal(
    findWords('<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>'),
    '502: "502 Bad Gateway"',
  );
  assert.equal(findWords('<html><body>proxy</body></html>'), '502');
});

test('a date that the service refuses is described as a clock problem, not as a sign-in problem', () => {
  const { title, fixes } = explainServiceError({
    status: 403,
    code: 'AuthenticationFailed',
    values: [{ key: 'AuthenticationErrorDetail', value: 'The Date header in the request is incorrect.' }],
  });
  assert.match(title, /clock/i);
  assert.match(fixes[0]?.text ?? '', /clock/);
});

test('a page that is not found is not a resource of a Batch service', () => {
  const page = '<html><head><title>404 Not Found</title></head></html>';
  assert.match(explainServiceError({ status: 404, message: page }).title, /The response didn't come from Azure Batch$/);
  assert.match(explainServiceError({ status: 404 }).title, /doesn't exist$/);
});

test('a refusal that is not about permissions is described by its reason', () => {
  const agent = explainServiceError({ status: 403, code: 'TVMCurrentOperationUnsupported', message: 'Not supported.' });
  assert.deepEqual([agent.category, agent.remedies], ['node', []]);
  assert.match(agent.title, /The node does not support this operation/);
  const Reason = 'Property subnetId is not enabled for current account.';
  const subnet = explainServiceError({ status: 403, code: 'Forbidden', values: [{ key: 'Reason', value: Reason }] });
  assert.deepEqual([subnet.category, subnet.remedies], ['bad-arguments', []]);
  assert.match(subnet.cause, /Property subnetId is not enabled for current account/);
  for (const { fixes } of [agent, subnet])
    assert.doesNotMatch(fixes.map(({ text }) => text).join(' '), /Sign in again|permission|role/);
  // Without a reason the same code is about the caller's identity.
  const role = { status: 403, code: 'Forbidden', message: 'No permission: using this permission.' };
  assert.match(explainServiceError(role).title, /your role does not allow this/);
  assert.deepEqual(explainServiceError({ status: 403, code: 'Forbidden' }).remedies, ['account.signIn']);
});

test('an operation that did not finish in time is checked once, and only if it changes something', () => {
  const listLooks = (mayHaveActed?: boolean) =>
    explainServiceError({ status: 500, code: 'OperationTimedOut', mayHaveActed })
      .fixes.map(({ text }) => text)
      .filter((text) => /whether the request was carried out/.test(text));
  assert.equal(listLooks(true).length, 1);
  assert.equal(listLooks().length, 1);
  assert.equal(listLooks(false).length, 0);
});

test('a quota of the subscription is described as such', () => {
  const { category, cause } = explainServiceError({ status: 409, code: 'SubscriptionQuotaExceeded' });
  assert.equal(category, 'quota');
  assert.doesNotMatch(cause, /already exists/);
});
