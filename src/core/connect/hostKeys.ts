import type { NodeResource } from '../model/resource.ts';

/** Returns the name under which a node's host key is pinned: unique for each node, and safe in a known-hosts file. */
export function toHostKeyAlias(node: NodeResource): string {
  return ['batch', node.accountId, node.poolId, node.nodeId].map(encodeAliasPart).join('.');
}

/** Keeps letters, digits, and hyphens. Encodes every other character as `_`, its code in hexadecimal, and `_`. */
function encodeAliasPart(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}

/** Removes the keys of `node` from a known-hosts file's text, because a reimaged node legitimately has a new key. */
export function forgetHostKeys(knownHosts: string, node: NodeResource): string {
  const prefix = `${toHostKeyAlias(node)} `;
  return knownHosts
    .split('\n')
    .filter((line) => !line.startsWith(prefix))
    .join('\n');
}
