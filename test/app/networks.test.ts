import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ExplanationTarget } from '../../src/app/explain/explained.ts';
import { type Network, networkWorld, notAllowed, route, rule, subnetId } from '../builders/networkWorlds.ts';
import { type ColdApp, startCold } from './support/coldApp.ts';
import { signIn } from './support/signIn.ts';

/** The paths of the subnet and its parts, without what every page asks for. */
const listNetworkRequests = (asked: readonly string[]): readonly string[] =>
  asked.filter((path) => path.includes('/Microsoft.Network/'));

const classic = { targetNodeCommunicationMode: 'classic' };

async function openNetwork(context: TestContext, network: Network) {
  const asked: string[] = [];
  // Only the older version of the service says how nodes communicate.
  const apiVersions = network.pool === classic ? (['2022-10-01.16.0'] as const) : undefined;
  const cold = await startCold(
    context,
    networkWorld(network),
    undefined,
    signIn(asked),
    apiVersions && { apiVersions },
  );
  const accountId = cold.store.account.id;
  const pool: ExplanationTarget = { resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' };
  return { cold, asked, pool, accountId };
}

async function readPool({ cold, pool }: { readonly cold: ColdApp; readonly pool: ExplanationTarget }) {
  return (await cold.explain(pool)).text;
}

interface World extends Network {
  readonly what: string;
  /** Sentences of the pool's page. */
  readonly says: readonly string[];
  /** Words that must not be on it. */
  readonly not?: readonly string[];
  /** The number of requests for the network. */
  readonly asks: number;
}

const batch = 'BatchNodeManagement.westeurope';
const group = 'network security group guard';
const changes = (name: string, priority: number, traffic: string) =>
  `Change rule ${name} of ${group}, or add one with a priority number below ${priority}, so that ${traffic} is allowed.`;
const toBatch = `outbound TCP 443 to ${batch}`;
const fromBatch = `inbound TCP 29876–29877 from ${batch}`;
const toStorage = 'outbound TCP 443 to Storage.westeurope';
const denyAll = rule('deny-all', 4000, {});
const blocks = (name: string, priority: number, traffic: string) =>
  `Rule ${name} (priority ${priority}) of ${group} blocks ${traffic}`;
const allows = (name: string, priority: number, traffic: string) =>
  `Rule ${name} (priority ${priority}) of ${group} allows ${traffic}.`;
const unseen = 'Not visible from here: ';
const looksFurther = "The subnet's own rules allow what nodes need. Check what can't be seen from here:";

const worlds: readonly World[] = [
  {
    what: 'a rule that denies everything',
    rules: [denyAll],
    says: [
      `Pool farm: no node can run tasks (2 unusable): Rule deny-all (priority 4000) of ${group} blocks ${toBatch}`,
      `1. ${changes('deny-all', 4000, toBatch)}`,
      `${blocks('deny-all', 4000, toBatch)}.`,
      unseen,
      'From Azure Resource Manager (role Reader)',
    ],
    not: [looksFurther],
    asks: 2,
  },
  {
    what: 'an earlier rule that allows what a later one denies',
    rules: [rule('batch', 3000, { access: 'Allow', to: 'BatchNodeManagement.WestEurope', ports: '443' }), denyAll],
    says: [allows('batch', 3000, toBatch), looksFurther],
    not: ['blocks outbound'],
    asks: 2,
  },
  {
    what: "a tag with blanks, in other case, and a tag of another region, which doesn't count",
    rules: [
      rule('north', 100, { access: 'Allow', to: 'BatchNodeManagement.northeurope' }),
      rule('batch', 200, { access: 'Allow', protocol: 'TCP', to: ' batchnodemanagement. West Europe', ports: '443' }),
      denyAll,
    ],
    says: [allows('batch', 200, toBatch)],
    not: ['north'],
    asks: 2,
  },
  {
    what: 'the tag for all regions, and ports as a list of ranges',
    rules: [
      rule('batch', 100, { access: 'Allow', to: ['Storage', 'BatchNodeManagement'], ports: ['80', '400-500'] }),
      denyAll,
    ],
    says: [allows('batch', 100, toBatch)],
    asks: 2,
  },
  {
    what: 'rules for Storage only',
    rules: [rule('storage', 100, { access: 'Allow', to: 'Storage', ports: '443' }), denyAll],
    says: [`1. ${changes('deny-all', 4000, toBatch)}`],
    not: ['rule storage'],
    asks: 2,
  },
  {
    what: 'UDP and other ports, which do not matter',
    rules: [
      rule('no-udp', 100, { protocol: 'Udp' }),
      rule('no-ssh', 110, { ports: '22' }),
      rule('no-range', 120, { ports: ['1-442', '444-65535'] }),
    ],
    says: [allows('AllowInternetOutBound', 65001, toBatch), looksFurther],
    not: ['no-udp', 'no-ssh', 'no-range'],
    asks: 2,
  },
  {
    what: 'plain addresses, which may be those of Batch',
    rules: [rule('partners', 100, { access: 'Allow', to: '20.50.0.0/16', ports: '443' }), denyAll],
    says: [
      `${blocks('deny-all', 4000, toBatch)}.`,
      `Rule partners (priority 100) comes first and may allow it: it's for 20.50.0.0/16, and it's unknown whether that includes the other end.`,
    ],
    not: ['2 unusable): Rule', changes('deny-all', 4000, toBatch)],
    asks: 2,
  },
  {
    what: 'nothing that lets classic communication in',
    pool: classic,
    rules: [],
    says: [
      `2 unusable): Rule DenyAllInBound (priority 65500) of ${group} blocks ${fromBatch}`,
      `1. ${changes('DenyAllInBound', 65500, fromBatch)}`,
      allows('AllowInternetOutBound', 65001, toStorage),
    ],
    not: [toBatch],
    asks: 2,
  },
  {
    what: 'storage that is blocked, which classic communication needs',
    pool: classic,
    rules: [
      rule('in', 100, { direction: 'Inbound', access: 'Allow', from: 'BatchNodeManagement', ports: '29876-29877' }),
      rule('out', 100, { access: 'Allow', to: batch }),
      denyAll,
    ],
    says: [allows('in', 100, fromBatch), `1. ${changes('deny-all', 4000, toStorage)}`],
    asks: 2,
  },
  {
    what: 'storage that is blocked, which simplified communication does not need',
    rules: [rule('out', 100, { access: 'Allow', to: batch }), denyAll],
    says: [allows('out', 100, toBatch), looksFurther],
    not: [toStorage, 'blocks outbound'],
    asks: 2,
  },
  {
    what: 'a default route to an appliance',
    routes: [route('to-firewall', '0.0.0.0/0', 'VirtualAppliance', '10.0.0.4')],
    says: [
      'The subnet has no network security group, so none blocks anything.',
      'Route to-firewall of route table ways sends internet traffic to VirtualAppliance 10.0.0.4: whether that lets outbound TCP 443 to BatchNodeManagement',
      '1. Let outbound TCP 443 to BatchNodeManagement.westeurope through VirtualAppliance 10.0.0.4, or add a route to route table ways for service tag BatchNodeManagement.westeurope with next hop Internet.',
    ],
    not: ['2 unusable): Route', looksFurther],
    asks: 2,
  },
  {
    what: 'a route of its own for Batch beside one to an appliance',
    routes: [
      route('to-firewall', '0.0.0.0/0', 'VirtualAppliance', '10.0.0.4'),
      route('to-batch', 'BatchNodeManagement', 'Internet'),
    ],
    says: ['Route to-batch of route table ways leads straight to the internet.', looksFurther],
    not: ['to-firewall'],
    asks: 2,
  },
  {
    what: 'a route that drops everything',
    routes: [route('nowhere', '0.0.0.0/0', 'None')],
    says: [
      'no node can run tasks (2 unusable): Route nowhere of route table ways drops internet traffic',
      '1. Change route nowhere of route table ways, or add a route for service tag BatchNodeManagement.westeurope with next hop Internet.',
    ],
    asks: 2,
  },
  {
    what: 'a service endpoint policy, for nodes with classic communication',
    pool: classic,
    rules: [rule('in', 100, { direction: 'Inbound', access: 'Allow', from: 'BatchNodeManagement' })],
    allowedStorage: ['/subscriptions/0/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/inputs'],
    says: [
      "2 unusable): Service endpoint policy storage-only lets nodes reach only inputs, and not Batch's own storage accounts",
      '1. Take service endpoint policy storage-only off the subnet, or use a subnet without one for the pool.',
    ],
    asks: 3,
  },
  {
    what: "a service endpoint policy that lets nodes reach Batch's storage",
    pool: classic,
    rules: [rule('in', 100, { direction: 'Inbound', access: 'Allow', from: 'BatchNodeManagement' })],
    allowedStorage: ['/services/Azure/Batch'],
    says: ["Service endpoint policy storage-only lets nodes reach Batch's own storage accounts.", looksFurther],
    asks: 3,
  },
  {
    what: 'no public addresses, and no way out',
    subnet: { defaultOutboundAccess: false },
    pool: { networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } } },
    rules: [],
    says: [
      '2 unusable): The nodes have no way out to the internet',
      "The pool's nodes have no public IP addresses, and the subnet has no NAT gateway, no route to an appliance or a gateway, and no default outbound access.",
      '1. Give the subnet a NAT gateway. If the account has a private endpoint for node management, check that nodes can reach it, and that its name resolves to its private address.',
    ],
    asks: 2,
  },
  {
    what: 'no public addresses, and a NAT gateway',
    subnet: {
      defaultOutboundAccess: false,
      natGateway: { id: '/subscriptions/0/resourceGroups/n/providers/Microsoft.Network/natGateways/out' },
    },
    pool: { networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } } },
    rules: [],
    says: [looksFurther],
    not: ['no way out'],
    asks: 2,
  },
  {
    what: 'no public addresses, and a private endpoint that rules for the internet leave alone',
    subnet: { defaultOutboundAccess: true },
    pool: { networkConfiguration: { publicIPAddressConfiguration: { provision: 'NoPublicIPAddresses' } } },
    rules: [rule('no-internet', 100, { to: 'Internet' })],
    says: [
      `${blocks('no-internet', 100, toBatch)}.`,
      'Through a private endpoint for node management, rule AllowVnetOutBound (priority 65000) allows it.',
      looksFurther,
    ],
    not: ['2 unusable): Rule'],
    asks: 2,
  },
  {
    what: 'a group that may not be read',
    rules: notAllowed('Microsoft.Network/networkSecurityGroups/read'),
    says: [
      "Network security group guard: Azure doesn't allow you to read it. Ask its owner for the “Reader” role on it (permission Microsoft.Network/networkSecurityGroups/read).",
    ],
    not: [looksFurther, 'blocks outbound'],
    asks: 2,
  },
  {
    what: 'a subnet that may not be read',
    subnet: notAllowed('Microsoft.Network/virtualNetworks/subnets/read'),
    says: [
      "Subnet batch: Azure doesn't allow you to read it. Ask its owner for the “Reader” role on it (permission Microsoft.Network/virtualNetworks/subnets/read).",
      'Ask the owner of subnet batch whether its security group and routes let nodes reach Batch',
    ],
    not: ["Check that the subnet's security group"],
    asks: 1,
  },
  {
    what: 'a subnet that is gone',
    subnet: 'gone',
    says: [
      "Subnet batch: It doesn't exist, or it is in a subscription that you can't see.",
      'Check that subnet batch still exists.',
    ],
    not: ["Check that the subnet's security group"],
    asks: 1,
  },
  {
    what: 'a subscription that never used networks',
    subnet: { status: 409, code: 'MissingSubscriptionRegistration', message: 'Not registered.' },
    says: ['Subnet batch: Not registered.'],
    asks: 1,
  },
  {
    what: 'a rule that blocks while other nodes work',
    rules: [denyAll],
    nodes: [{ state: 'unusable' }, { state: 'idle' }],
    says: [
      `${blocks('deny-all', 4000, toBatch)}.`,
      "Other nodes in the pool work, so this alone doesn't explain what failed.",
    ],
    not: ['unusable: Rule', changes('deny-all', 4000, toBatch)],
    asks: 2,
  },
  {
    what: 'nodes that stay in starting',
    rules: [denyAll],
    nodes: [{ state: 'starting', sinceAgoMs: 3 * 3_600_000 }],
    says: [`${blocks('deny-all', 4000, toBatch)}.`, `1. ${changes('deny-all', 4000, toBatch)}`],
    asks: 2,
  },
  {
    what: 'a full disk, which no rule filled',
    rules: [denyAll],
    nodes: [{ state: 'unusable', errors: [{ code: 'DiskFull', message: 'The disk is full.' }] }],
    says: ['disk'],
    not: ['deny-all'],
    asks: 0,
  },
  {
    what: 'nodes that all work',
    rules: [denyAll],
    nodes: [{ state: 'idle' }],
    says: [],
    not: ['deny-all'],
    asks: 0,
  },
];

for (const { what, says, not = [], asks, ...network } of worlds) {
  test(`the page of a pool says what its network does: ${what}`, async (context) => {
    const opened = await openNetwork(context, network);
    const text = await readPool(opened);
    for (const sentence of says) assert.ok(text.includes(sentence), `${sentence}\n\n${text}`);
    for (const words of not) assert.ok(!text.includes(words), `not ${words}\n\n${text}`);
    const ofNetwork = listNetworkRequests(opened.asked);
    assert.equal(ofNetwork.length, asks, ofNetwork.join('\n'));
    await readPool(opened);
    assert.equal(listNetworkRequests(opened.asked).length, asks, 'answers are kept for minutes');
  });
}

const nodeTitle = `is unusable: Rule deny-all (priority 4000) of ${group} blocks ${toBatch}`;

test('the pages of a node and of a cause, and lists, say the same as the page of the pool once it was looked at', async (context) => {
  const { cold, asked, pool, accountId } = await openNetwork(context, { rules: [denyAll] });
  const { causes, store } = cold;
  const [before] = (await causes.ofAccount(store)).causes;
  assert.equal(before?.cluster.title, 'Batch cannot reach the node');
  assert.deepEqual(listNetworkRequests(asked), [], 'a list asks nothing');
  await cold.explain(pool);
  const [cause] = (await causes.ofAccount(store)).causes;
  assert.match(cause?.cluster.title ?? '', /^Rule deny-all \(priority 4000\) of network security group guard blocks/);
  const [failing] = cause?.failures ?? [];
  const node = failing?.failing.resource ?? assert.fail();
  const ofNode = (await cold.explain({ resource: node, document: 'explanation' })).text;
  assert.ok(ofNode.includes(nodeTitle), ofNode);
  assert.ok(ofNode.includes(`1. ${changes('deny-all', 4000, toBatch)}`), ofNode);
  const { fingerprint = '' } = cause?.cluster ?? {};
  const account = { kind: 'account', accountId } as const;
  const ofCause = (await cold.explain({ resource: account, document: 'cause', fingerprint })).text;
  assert.match(ofCause, /^# Rule deny-all .*: 2 nodes$/m, ofCause);
  assert.ok(ofCause.includes(`1. ${changes('deny-all', 4000, toBatch)}`), ofCause);
  assert.ok(ofCause.includes(unseen), ofCause);
  const ofAccount = (await cold.explain({ resource: account, document: 'explanation' })).text;
  assert.ok(ofAccount.includes('Rule deny-all (priority 4000)'), ofAccount);
  assert.equal(listNetworkRequests(asked).length, 2);
});

test('the page of a cause looks at the network itself', async (context) => {
  const { cold, asked, accountId } = await openNetwork(context, { rules: [denyAll] });
  const [before] = (await cold.causes.ofAccount(cold.store)).causes;
  const { fingerprint = '' } = before?.cluster ?? {};
  const { text } = await cold.explain({ resource: { kind: 'account', accountId }, document: 'cause', fingerprint });
  assert.match(text, /^# Rule deny-all .*: 2 nodes$/m, text);
  assert.ok(text.includes(`1. ${changes('deny-all', 4000, toBatch)}`), text);
  assert.equal(listNetworkRequests(asked).length, 2);
});

test('nodes of pools with other networks have other causes', async (context) => {
  const world = networkWorld({ rules: [denyAll] });
  const [farm] = world.pools;
  const other = { ...farm?.body, id: 'other', networkConfiguration: { subnetId: `${subnetId}-2` } };
  const pools = [...world.pools, { body: other, nodes: [{ state: 'unusable' }] as const }];
  const cold = await startCold(context, { ...world, pools }, undefined, signIn([]));
  const accountId = cold.store.account.id;
  await cold.explain({ resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' });
  const titles = (await cold.causes.ofAccount(cold.store)).causes.map(({ cluster }) => [cluster.count, cluster.title]);
  assert.deepEqual(
    titles.map(([count]) => count),
    [2, 1],
    JSON.stringify(titles),
  );
  assert.equal(titles[1]?.[1], 'Batch cannot reach the node');
});

const download = (stderr: string, nodes = 1): Network => ({
  pool: { startTask: { commandLine: 'setup.sh', waitForSuccess: true, maxTaskRetryCount: 0 } },
  nodes: Array.from({ length: nodes }, () => ({
    state: 'starttaskfailed' as const,
    startTask: [{ durationMs: 300_000, exitCode: 7, stderr }],
  })),
});
const refused =
  'curl: (28) Failed to connect to packages.microsoft.com port 443 after 130000 ms: Connection timed out\n';

test('a start task that could not reach a host is explained by a rule that blocks the internet', async (context) => {
  const { cold, asked, accountId } = await openNetwork(context, {
    ...download(refused),
    rules: [rule('no-internet', 200, { to: 'Internet' })],
  });
  const [cause] = (await cold.causes.ofAccount(cold.store)).causes;
  const node = cause?.failures[0]?.failing.resource ?? assert.fail();
  const { text } = await cold.explain({ resource: node, document: 'explanation' });
  const what = `Rule no-internet (priority 200) of ${group} blocks outbound TCP 443 to Internet`;
  assert.ok(text.includes(`${what}.`), text);
  assert.ok(text.includes(`1. ${changes('no-internet', 200, 'outbound TCP 443 to Internet')}`), text);
  assert.equal(listNetworkRequests(asked).length, 2);
  const pool = await cold.explain({ resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' });
  assert.ok(pool.text.includes(`${what}.`), pool.text);
});

test('a start task that failed for another reason asks nothing about the network', async (context) => {
  const { cold, asked, pool } = await openNetwork(context, {
    ...download('setup.sh: line 3: foo: command not found\n'),
    rules: [denyAll],
  });
  assert.ok(!(await readPool({ cold, pool })).includes('deny-all'));
  assert.deepEqual(listNetworkRequests(asked), []);
});

test('an account that is opened by key is asked nothing, and says nothing about rules', async (context) => {
  const cold = await startCold(context, networkWorld({ rules: [denyAll] }));
  const accountId = cold.store.account.id;
  const text = await readPool({
    cold,
    pool: { resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' },
  });
  assert.ok(!text.includes('deny-all'), text);
  assert.ok(!text.includes('The network of the pool'), text);
});

test('the page of a pool in a network sends at most twelve requests', async (context) => {
  // Nothing is known to be in the way, so that Azure's own health is asked about as well.
  const all: Network = {
    rules: [],
    routes: [route('to-firewall', '0.0.0.0/0', 'VirtualAppliance', '10.0.0.4')],
    allowedStorage: ['/services/Azure'],
  };
  const { cold, asked, pool } = await openNetwork(context, all);
  const { causes, store } = cold;
  // An account that was picked in Azure is known there, with the user's rights, before any page is opened.
  await store.service.quotas.getQuotas();
  await store.service.rights.learn();
  await causes.ofAccount(store);
  const before = asked.length;
  await cold.explain(pool);
  assert.equal(listNetworkRequests(asked).length, 4);
  assert.equal(asked.filter((path) => path.includes('ResourceHealth')).length, 2);
  assert.ok(asked.length - before <= 12, asked.slice(before).join('\n'));
});

test('IDs that name anything but a part of a network are not asked for', async (context) => {
  const foreign = '/subscriptions/0/resourceGroups/net/providers/Microsoft.KeyVault/vaults/keys/../../..';
  const { cold, asked, pool } = await openNetwork(context, {
    subnet: { networkSecurityGroup: { id: foreign }, routeTable: { id: 7 }, serviceEndpointPolicies: 'none' },
  });
  assert.ok((await readPool({ cold, pool })).includes('The subnet has no network security group'));
  assert.equal(listNetworkRequests(asked).length, 1);
  assert.ok(asked.every((path) => !path.includes('KeyVault')));
});

const pulled = 'dial tcp 20.60.1.2:443: i/o timeout';

test('images that a node or a task could not pull are explained by the rule that blocks the internet', async (context) => {
  const { cold, accountId } = await openNetwork(context, {
    rules: [rule('no-internet', 200, { to: 'Internet' })],
    nodes: [
      {
        state: 'unusable',
        errors: [
          {
            code: 'ContainerInvalidImage',
            message: 'One or more container images specified on the pool could not be pulled',
            errorDetails: [{ name: 'Message', value: `Get "https://lab.azurecr.io/v2/": ${pulled}` }],
          },
        ],
      },
    ],
  });
  const node = (await cold.causes.ofAccount(cold.store)).causes[0]?.failures[0]?.failing.resource ?? assert.fail();
  const blocked = blocks('no-internet', 200, 'outbound TCP 443 to Internet');
  const ofNode = (await cold.explain({ resource: node, document: 'explanation' })).text;
  assert.ok(ofNode.includes(`${blocked}.`), ofNode);
  assert.ok(ofNode.includes(`1. ${changes('no-internet', 200, 'outbound TCP 443 to Internet')}`), ofNode);
  const ofPool = (
    await cold.explain({ resource: { kind: 'pool', accountId, poolId: 'farm' }, document: 'explanation' })
  ).text;
  assert.ok(ofPool.includes(`${blocked}.`), ofPool);
  assert.ok(ofPool.includes(`1. ${changes('no-internet', 200, 'outbound TCP 443 to Internet')}`), ofPool);
});

test('a task that could not reach a host says what the network lets through', async (context) => {
  const world = networkWorld({ rules: [], nodes: [{ state: 'idle' }] });
  const job = { id: 'pull', poolInfo: { poolId: 'farm' } };
  const outcomes = [{ durationMs: 130_000, exitCode: 28, stderr: refused }];
  const tasks = [{ body: { id: 'get', commandLine: 'get.sh' }, state: 'completed' as const, outcomes }];
  const asked: string[] = [];
  const cold = await startCold(context, { ...world, jobs: [{ body: job, tasks }] }, undefined, signIn(asked));
  const accountId = cold.store.account.id;
  const resource = { kind: 'task', accountId, jobId: 'pull', taskId: 'get' } as const;
  const { text } = await cold.explain({ resource, document: 'explanation' });
  assert.ok(text.includes(allows('AllowInternetOutBound', 65001, 'outbound TCP 443 to Internet')), text);
  assert.equal(listNetworkRequests(asked).length, 2);
});
