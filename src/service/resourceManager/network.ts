import type { NotRecorded } from '../../core/model/monitor.ts';
import { type NetworkPart, readSubnetNetwork, type SubnetNetwork } from '../../core/model/network.ts';
import { isObject, readAs } from '../../core/model/shape.ts';
import { isNetworkId, toResourceName } from '../../core/places/networkId.ts';
import { toNotRecorded } from '../monitor/notRecorded.ts';
import type { Json, ResourceManagerClient } from './resourceManagerClient.ts';

const networkVersion = '2024-05-01';

/**
 * Reads a subnet, and what applies to it: its network security group, its route table, and the first of its service
 * endpoint policies, each with one request. A part that can't be read has the reason. Throws `BatchError` if the subnet
 * can't be read.
 */
export async function readNetwork(
  client: ResourceManagerClient,
  subnetId: string,
  signal: AbortSignal,
): Promise<SubnetNetwork | NotRecorded> {
  if (!isNetworkId(subnetId, 'subnet')) return { unknown: 'notFound' };
  const read = async (part: NetworkPart, given: unknown, toContent: (properties: Json) => Json) => {
    const id = isObject(given) ? given['id'] : undefined;
    if (!isNetworkId(id, part)) return undefined;
    const name = toResourceName(id);
    try {
      const { location, properties } = await client.get(id, networkVersion, signal, {});
      return { name, location, ...toContent(isObject(properties) ? properties : {}) };
    } catch (error) {
      return { name, unread: toNotRecorded(error) };
    }
  };
  const { properties } = await client.get(subnetId, networkVersion, signal, {});
  const subnet = isObject(properties) ? properties : {};
  const [securityGroup, routeTable, endpointPolicy] = await Promise.all([
    read('securityGroup', subnet['networkSecurityGroup'], ({ securityRules, defaultSecurityRules }) => ({
      rules: [...listNamed(securityRules), ...listNamed(defaultSecurityRules)],
    })),
    read('routeTable', subnet['routeTable'], ({ routes, disableBgpRoutePropagation }) => ({
      routes: listNamed(routes),
      disableBgpRoutePropagation,
    })),
    read('endpointPolicy', toObjects(subnet['serviceEndpointPolicies'])[0], (policy) => ({
      definitions: listNamed(policy['serviceEndpointPolicyDefinitions']),
    })),
  ]);
  const { addressPrefix, addressPrefixes, defaultOutboundAccess, natGateway, serviceEndpoints } = subnet;
  const network = {
    addressPrefixes: addressPrefixes ?? [addressPrefix],
    hasNatGateway: isObject(natGateway),
    defaultOutboundAccess,
    services: toObjects(serviceEndpoints).map(({ service }) => service),
    securityGroup,
    routeTable,
    endpointPolicy,
  };
  return readAs(readSubnetNetwork, network).value ?? { unknown: 'notAnswered' };
}

function toObjects(items: unknown): readonly Json[] {
  return Array.isArray(items) ? items.filter(isObject) : [];
}

/** Lists parts of a resource, with their names among their properties. */
function listNamed(items: unknown): readonly Json[] {
  return toObjects(items).map(({ name, properties }) => ({ ...(isObject(properties) ? properties : {}), name }));
}
