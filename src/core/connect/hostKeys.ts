import type { NodeResource } from '../model/resource.ts';

/** The name under which a node's host key is pinned: one per node, safe in a known-hosts file, never the same for two. */
export function toHostKeyAlias(node: NodeResource): string {
  return ['batch', node.accountId, node.poolId, node.nodeId].map(encodeAliasPart).join('.');
}

/** Letters, digits and hyphens stay; every other character becomes `_` and its code in hexadecimal, and a `_`. */
function encodeAliasPart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}

/** The text of a known-hosts file without the keys of `node`: a reimaged node has a new key, and rightly so. */
export function forgetHostKeys(knownHosts: string, node: NodeResource): string {
  const prefix = `${toHostKeyAlias(node)} `;
  return knownHosts
    .split('\n')
    .filter((line) => !line.startsWith(prefix))
    .join('\n');
}
