import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { writeUnread } from '../../src/app/explain/writeUnread.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { linuxPool } from '../../src/simulator/scenarios/bodies.ts';
import type { AzureResource, NodeSeed, PoolSeed } from '../../src/simulator/scenarios/scenario.ts';
import type { WireObject } from '../../src/simulator/state/wire.ts';
import { startCold } from './support/coldApp.ts';
import { signIn } from './support/signIn.ts';

const provider = 'providers/Microsoft.ResourceHealth';
const hourMs = 3_600_000;
/** The simulator's time at start. */
const startMs = Date.parse('2026-11-20T09:00:00Z');
const at = (hours: number): string => new Date(startMs + hours * hourMs).toISOString();

const toStatus = (properties: WireObject): AzureResource => ({
  path: `{account}/${provider}/availabilityStatuses/current`,
  body: { name: 'current', properties },
});
const toEvents = (...value: readonly WireObject[]): AzureResource => ({
  path: `{subscription}/${provider}/events`,
  body: { value },
});
const refuse = ({ path }: AzureResource, status: number, code: string, message: string): AzureResource => ({
  path,
  status,
  body: { code, message },
});

interface Incident {
  readonly service?: string;
  readonly region?: string;
  readonly from: number;
  readonly to?: number;
  readonly type?: string;
  readonly tags?: readonly string[];
  readonly title?: string;
}

const incident = ({
  service = 'Virtual Machines',
  region = 'West Europe',
  from,
  to,
  type,
  tags = [],
  title,
}: Incident) => ({
  name: 'VK1-2X8',
  properties: {
    eventType: type ?? 'ServiceIssue',
    status: to === undefined ? 'Active' : 'Resolved',
    title: title ?? 'Virtual Machines - West Europe - Investigating',
    impactStartTime: at(from),
    ...(to === undefined ? {} : { impactMitigationTime: at(to) }),
    impact: [
      { impactedService: service, impactedRegions: [{ impactedRegion: region, updates: [{ eventTags: tags }] }] },
    ],
  },
});

const available = toStatus({
  availabilityState: 'Available',
  title: 'Available',
  summary: 'There are no known issues.',
});
const lost: readonly NodeSeed[] = [{ state: 'unknown' }, { state: 'unknown' }, { state: 'idle' }];

async function open(context: TestContext, resources: readonly AzureResource[], pool: Partial<PoolSeed> = {}) {
  const asked: string[] = [];
  const nodes = pool.nodes ?? lost;
  const scenario = {
    name: 'health',
    description: '',
    location: 'westeurope',
    jobs: [],
    pools: [{ body: linuxPool('farm', 'standard_d2s_v3', { targetDedicatedNodes: nodes.length }), ...pool, nodes }],
    azureResources: resources,
  };
  const cold = await startCold(context, scenario, undefined, signIn(asked));
  const accountId = cold.store.account.id;
  const ofPool = { resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' } as const;
  const ofAccount = { resource: { kind: 'account', accountId }, document: 'explanation' } as const;
  return { cold, asked: () => asked.filter((path) => path.includes('ResourceHealth')), ofPool, ofAccount };
}

const mayBe = 'It had begun before the first failure, at Nov 20, 2026, 08:00 UTC, and may be the reason.';
const none = 'Service Health: none of the events that Azure lists for your subscription is about this region and time.';

const worlds: readonly (readonly [what: string, events: readonly Incident[], says: readonly string[], not?: string])[] =
  [
    [
      'an incident in the region that began before nodes were lost',
      [{ from: -2 }],
      [
        'Service Health: “Virtual Machines - West Europe - Investigating” (VK1-2X8), Virtual Machines (West Europe), since Nov 20, 2026, 07:00 UTC.',
        mayBe,
      ],
    ],
    [
      'an incident that began afterward',
      [{ from: -0.5 }],
      ['It began after the first failure, at Nov 20, 2026, 08:00 UTC, so it may explain only later ones.'],
      'may be the reason',
    ],
    ['an incident that was over before', [{ from: -5, to: -3 }], [none], 'VK1-2X8'],
    ['an incident in another region', [{ from: -2, region: 'North Europe' }], [none], 'VK1-2X8'],
    ['an incident of another service', [{ from: -2, service: 'Azure Cosmos DB' }], [none], 'VK1-2X8'],
    ['an incident that Azure withdrew', [{ from: -2, tags: ['False Positive'] }], [none], 'VK1-2X8'],
    ['advice about a retirement, which is no incident', [{ from: -2, type: 'HealthAdvisory' }], [none], 'VK1-2X8'],
    [
      'an incident everywhere',
      [{ from: -2, service: 'Microsoft Entra ID', region: 'Global' }],
      ['Microsoft Entra ID (Global)', mayBe],
    ],
    [
      'a title with markup',
      [{ from: -2, title: '<html><b>Trouble</b> <a href="https://x.example">here</a> &amp; there</html>' }],
      ['“Trouble here there”'],
      'x.example',
    ],
  ];

for (const [what, events, says, not] of worlds)
  test(`the page of a pool that lost its nodes says what Azure reports: ${what}`, async (context) => {
    const { cold, asked, ofPool } = await open(context, [available, toEvents(...events.map(incident))]);
    const { text } = await cold.explain(ofPool);
    for (const sentence of says) assert.ok(text.includes(sentence), `${sentence}\n\n${text}`);
    if (not !== undefined) assert.ok(!text.includes(not), text);
    assert.ok(text.includes('says nothing here about pools, nodes, and tasks.'), text);
    assert.equal(asked().length, 2, asked().join('\n'));
  });

test('an account that Azure calls unavailable may have reached its own quota', async (context) => {
  const state = {
    availabilityState: 'Unavailable',
    occuredTime: at(-1),
    summary: 'The pool quota <b>was exceeded</b>.',
  };
  const { cold, ofAccount } = await open(context, [toStatus(state), toEvents()]);
  const { text } = await cold.explain(ofAccount);
  assert.ok(
    text.includes(
      'Resource Health: the account is Unavailable since Nov 20, 2026, 08:00 UTC. That may be its quota of pools, which is yours to change. Azure says: “The pool quota was exceeded .”',
    ),
    text,
  );
  const { occuredTime: _, ...timeless } = state;
  const other = await open(context, [toStatus(timeless), toEvents()]);
  const { text: said } = await other.cold.explain(other.ofAccount);
  assert.ok(said.includes('Resource Health: the account is Unavailable. That may be its quota'), said);
});

test('a role that is missing, and a provider that is not registered, are named', async (context) => {
  const { cold, ofPool } = await open(context, [
    refuse(available, 409, 'MissingSubscriptionRegistration', 'Not registered.'),
    refuse(toEvents(), 403, 'AuthorizationFailed', 'No.'),
  ]);
  const { text } = await cold.explain(ofPool);
  assert.ok(text.includes("Resource Health: It isn't available in the account's subscription."), text);
  assert.ok(
    text.includes(
      "Service Health: Azure doesn't allow you to read this. Ask an owner of the subscription for the “Reader” role on it: a role on the account is not enough.",
    ),
    text,
  );
});

test('nodes that could not be had are compared with what Azure reports', async (context) => {
  const resizeErrors = [
    { code: 'AllocationFailed', message: 'Desired number of dedicated nodes could not be allocated' },
  ];
  const { cold, asked, ofPool, ofAccount } = await open(context, [available, toEvents(incident({ from: -30 }))], {
    resizeErrors,
    nodes: [],
    body: linuxPool('farm', 'standard_d2s_v3', { targetDedicatedNodes: 4 }),
  });
  const { text } = await cold.explain(ofPool);
  assert.ok(text.includes('VK1-2X8') && text.includes('may be the reason.'), text);
  const overview = (await cold.explain(ofAccount)).text;
  assert.ok(overview.includes('VK1-2X8'), overview);
  assert.equal(asked().length, 2, 'answers are kept for minutes');
  const [cause] = (await cold.causes.ofAccount(cold.store)).causes;
  const { fingerprint = '' } = cause?.cluster ?? {};
  const ofCause = (await cold.explain({ resource: ofAccount.resource, document: 'cause', fingerprint })).text;
  assert.ok(ofCause.includes('VK1-2X8'), ofCause);
});

test('one lost node, and nodes that work, ask nothing', async (context) => {
  for (const nodes of [[{ state: 'unknown' }, { state: 'idle' }], [{ state: 'idle' }]] as const) {
    const { cold, asked, ofPool } = await open(context, [available, toEvents(incident({ from: -2 }))], { nodes });
    await cold.explain(ofPool);
    assert.deepEqual(asked(), []);
  }
});

test('the page of an account that does not answer says what Azure reports', async (context) => {
  const { cold, ofAccount } = await open(context, [available, toEvents(incident({ service: 'Batch', from: -1 }))]);
  const error = new BatchError({ code: 'ServerBusy', message: 'Busy.', status: 503 });
  const services = { ...cold.services, recentAttempts: { listAbout: () => [] } };
  const { text } = await writeUnread(services, ofAccount, { askedAt: new Date(startMs), error });
  assert.ok(text.includes('Batch (West Europe), since Nov 20, 2026, 08:00 UTC.'), text);
  assert.ok(!text.includes('may be the reason'), text);
});
