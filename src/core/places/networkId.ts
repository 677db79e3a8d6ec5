import { type NetworkPart, networkTypes } from '../model/network.ts';

/** Matches a resource of the network provider, with names that mean nothing else in an address. */
const networkId =
  /^\/subscriptions\/[\da-z-]{1,64}\/resourceGroups\/[\p{L}\p{N}_(][\p{L}\p{N}_().-]{0,89}\/providers\/Microsoft\.Network\/([a-z]{1,40})\/\w[\w.-]{0,79}(?:\/([a-z]{1,40})\/\w[\w.-]{0,79})?$/iu;

/** Checks for the ID of a network part, which a pool or another part names, before it is asked for. */
export function isNetworkId(id: unknown, part: NetworkPart): id is string {
  const [, ...types] = networkId.exec(typeof id === 'string' ? id : '') ?? [];
  const type = types.filter((name) => name !== undefined).join('/');
  return type.toLowerCase() === networkTypes[part].toLowerCase();
}

/** Returns the name at the end of a resource ID. */
export function toResourceName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
