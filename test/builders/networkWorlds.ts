import { linuxPool } from '../../src/simulator/scenarios/bodies.ts';
import type { NodeSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';
import type { WireObject } from '../../src/simulator/state/wire.ts';

/** A resource that the user may not read, or that isn't there. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Parts of the subnet of a pool, and the state of its nodes. */
export interface Network {
  /** `gone` for a subnet that was deleted. */
  readonly subnet?: WireObject | Refusal | 'gone';
  readonly rules?: readonly WireObject[] | Refusal;
  readonly routes?: readonly WireObject[] | Refusal;
  readonly hidesGatewayRoutes?: boolean;
  /** Service resources that the service endpoint policy of the subnet allows. */
  readonly allowedStorage?: readonly string[] | Refusal;
  readonly pool?: WireObject;
  readonly nodes?: readonly NodeSeed[];
}

const net = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/net/providers/Microsoft.Network';
export const subnetId = `${net}/virtualNetworks/hub/subnets/batch`;
const location = 'westeurope';

interface Rule {
  readonly direction?: 'Inbound' | 'Outbound';
  readonly access?: 'Allow' | 'Deny';
  readonly protocol?: string;
  readonly from?: string | readonly string[];
  readonly to?: string | readonly string[];
  readonly ports?: string | readonly string[];
}

/** Returns a security rule in the wire's format: outbound, any protocol, from anywhere to anywhere, unless given. */
export function rule(name: string, priority: number, given: Rule): WireObject {
  const { direction = 'Outbound', access = 'Deny', protocol = '*', from = '*', to = '*', ports = '*' } = given;
  // A rule has either one value or a list, each in a property of its own.
  const one = (property: string, plural: string, value: string | readonly string[]): WireObject => ({
    [typeof value === 'string' ? property : plural]: value,
  });
  return {
    name,
    properties: {
      direction,
      access,
      priority,
      protocol,
      sourcePortRange: '*',
      ...one('sourceAddressPrefix', 'sourceAddressPrefixes', from),
      ...one('destinationAddressPrefix', 'destinationAddressPrefixes', to),
      ...one('destinationPortRange', 'destinationPortRanges', ports),
    },
  };
}

/** The default rules of every group (Azure documentation: "Network security groups"). */
const defaults = [
  rule('AllowVnetInBound', 65000, {
    direction: 'Inbound',
    access: 'Allow',
    from: 'VirtualNetwork',
    to: 'VirtualNetwork',
  }),
  rule('AllowAzureLoadBalancerInBound', 65001, { direction: 'Inbound', access: 'Allow', from: 'AzureLoadBalancer' }),
  rule('DenyAllInBound', 65500, { direction: 'Inbound' }),
  rule('AllowVnetOutBound', 65000, { access: 'Allow', from: 'VirtualNetwork', to: 'VirtualNetwork' }),
  rule('AllowInternetOutBound', 65001, { access: 'Allow', to: 'Internet' }),
  rule('DenyAllOutBound', 65500, {}),
];

/** Returns a route in the wire's format. */
export function route(name: string, addressPrefix: string, nextHopType: string, nextHopIpAddress?: string): WireObject {
  return {
    name,
    properties: { addressPrefix, nextHopType, ...(nextHopIpAddress === undefined ? {} : { nextHopIpAddress }) },
  };
}

export const notAllowed = (action: string): Refusal => ({
  status: 403,
  code: 'AuthorizationFailed',
  message: `The client does not have authorization to perform action '${action}'.`,
});

/** Returns a world with a pool of two unusable nodes, unless others are given, in the subnet `batch` of the network `hub`. */
export function networkWorld({
  subnet = {},
  rules,
  routes,
  hidesGatewayRoutes,
  allowedStorage,
  pool,
  nodes,
}: Network): Scenario {
  const ids = {
    rules: `${net}/networkSecurityGroups/guard`,
    routes: `${net}/routeTables/ways`,
    policy: `${net}/serviceEndpointPolicies/storage-only`,
  };
  const answer = (path: string, given: WireObject | Refusal) =>
    'status' in given
      ? [{ path, status: Number(given['status']), body: given as WireObject }]
      : [{ path, body: { id: path, name: path.slice(path.lastIndexOf('/') + 1), location, ...given } }];
  const whole = subnet === 'gone' || 'status' in subnet ? undefined : subnet;
  const isList = (given: unknown): given is readonly unknown[] => Array.isArray(given);
  return {
    name: 'network',
    description: 'A pool in a virtual network.',
    location,
    pools: [
      {
        body: linuxPool('farm', 'standard_d2s_v3', {
          targetDedicatedNodes: nodes?.length ?? 2,
          ...pool,
          networkConfiguration: { subnetId, ...(pool?.['networkConfiguration'] as WireObject | undefined) },
        }),
        nodes: nodes ?? [{ state: 'unusable' }, { state: 'unusable' }],
      },
    ],
    jobs: [
      {
        body: { id: 'etl', poolInfo: { poolId: 'farm' } },
        tasks: [{ body: { id: 'load', commandLine: 'load' }, outcomes: [{ durationMs: 1000, exitCode: 0 }] }],
      },
    ],
    azureResources: [
      ...(subnet === 'gone'
        ? []
        : whole === undefined
          ? answer(subnetId, subnet as Refusal)
          : answer(subnetId, {
              properties: {
                addressPrefix: '10.0.1.0/24',
                provisioningState: 'Succeeded',
                ...(rules === undefined ? {} : { networkSecurityGroup: { id: ids.rules } }),
                ...(routes === undefined ? {} : { routeTable: { id: ids.routes } }),
                ...(allowedStorage === undefined
                  ? {}
                  : {
                      serviceEndpoints: [{ service: 'Microsoft.Storage', locations: [location] }],
                      serviceEndpointPolicies: [{ id: ids.policy }],
                    }),
                ...whole,
              },
            })),
      ...(rules === undefined
        ? []
        : answer(
            ids.rules,
            isList(rules)
              ? { properties: { securityRules: rules, defaultSecurityRules: defaults } }
              : (rules as Refusal),
          )),
      ...(routes === undefined
        ? []
        : answer(
            ids.routes,
            isList(routes)
              ? { properties: { disableBgpRoutePropagation: hidesGatewayRoutes ?? false, routes } }
              : (routes as Refusal),
          )),
      ...(allowedStorage === undefined
        ? []
        : answer(
            ids.policy,
            isList(allowedStorage)
              ? {
                  properties: {
                    serviceEndpointPolicyDefinitions: [
                      {
                        name: 'storage',
                        properties: { service: 'Microsoft.Storage', serviceResources: allowedStorage },
                      },
                    ],
                  },
                }
              : (allowedStorage as Refusal),
          )),
    ],
  };
}
