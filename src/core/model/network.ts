import { readNotRecorded } from './monitor.ts';
import { flag, type Infer, list, needed, number, object, or, text } from './shape.ts';

/** Rule of a network security group. A rule has either one address, or a list; the same goes for ports. */
const readSecurityRule = object({
  name: or(text, ''),
  direction: needed(text),
  access: needed(text),
  priority: needed(number),
  protocol: text,
  sourcePortRange: text,
  sourcePortRanges: list(text),
  destinationPortRange: text,
  destinationPortRanges: list(text),
  sourceAddressPrefix: text,
  sourceAddressPrefixes: list(text),
  destinationAddressPrefix: text,
  destinationAddressPrefixes: list(text),
});

const readRoute = object({
  name: or(text, ''),
  addressPrefix: needed(text),
  nextHopType: needed(text),
  nextHopIpAddress: text,
});

/** Storage accounts that a service endpoint policy lets nodes reach. */
const readPolicyDefinition = object({ service: text, serviceResources: list(text) });

/** Part of a network: its name, and why its content is unknown, if it is. */
const part = { name: needed(text), location: text, unread: readNotRecorded };

/**
 * Subnet of a pool, and what applies to it as far as Resource Manager shows (Azure
 * documentation: "Create a Batch pool in a virtual network"). A part that the subnet lacks is absent.
 */
export const readSubnetNetwork = object({
  addressPrefixes: or(list(text), []),
  hasNatGateway: or(flag, false),
  defaultOutboundAccess: flag,
  services: or(list(text), []),
  securityGroup: object({ ...part, rules: or(list(readSecurityRule), []) }),
  routeTable: object({ ...part, routes: or(list(readRoute), []), disableBgpRoutePropagation: flag }),
  /** The first of its service endpoint policies. */
  endpointPolicy: object({ ...part, definitions: or(list(readPolicyDefinition), []) }),
});

export interface SecurityRule extends Infer<typeof readSecurityRule> {}
export interface Route extends Infer<typeof readRoute> {}
export interface SubnetNetwork extends Infer<typeof readSubnetNetwork> {}

/** Kinds of network parts, by the type that Resource Manager gives them. */
export const networkTypes = {
  subnet: 'virtualNetworks/subnets',
  securityGroup: 'networkSecurityGroups',
  routeTable: 'routeTables',
  endpointPolicy: 'serviceEndpointPolicies',
} as const;
export type NetworkPart = keyof typeof networkTypes;
