import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';

/** Names by list: a list never changes, and every row of it asks. */
const namesOfList = new WeakMap<readonly ComputeNode[], ReadonlyMap<string, string>>();

/**
 * Short names of the nodes of a pool: `node 1`, `node 2`, … by the time they were allocated, since their ids are long
 * and hard to tell apart. A node with another kind of id keeps it.
 */
export function toNodeNames(nodes: readonly ComputeNode[]): ReadonlyMap<string, string> {
  const known = namesOfList.get(nodes);
  if (known !== undefined) return known;
  const ordered = [...nodes].sort(
    (one, other) => compare(one.allocationTime ?? '', other.allocationTime ?? '') || compare(one.id, other.id),
  );
  const names = new Map(ordered.map((node, index) => [node.id, /^tvm/i.test(node.id) ? toName(index + 1) : node.id]));
  namesOfList.set(nodes, names);
  return names;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function toName(ordinal: number): string {
  return l10n.t({ message: 'node {0}', args: [ordinal], comment: ['Short name of a compute node: its number'] });
}

/** A node as people find it again: by its name in the explorer, and by its id, of which the start is enough. Not escaped. */
export function toNodeLabel(id: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(id);
  return name === undefined || name === id ? id : `${name} (${toIdStart(id)})`;
}

function toIdStart(id: string): string {
  return id.replace(nodeId, (_whole, word: string | undefined, start: string) => `${word ?? ''}${start}…`);
}

/** An id as the service makes it, whole or already cut off, and the word before it that a name brings along. */
const nodeId = /\b(node )?(tvm[a-z]{0,4}_[0-9a-f]{8})(?:[0-9a-f]{12,64}(?:_[a-z])?|…)/gi;

/**
 * A text with nodes called by their names: `node 3 (tvmps_1a2b3c4d…)`, or `node 3` alone where it has to be brief. Nodes
 * without a name keep the start of their id.
 */
export function nameNodes(text: string, names: ReadonlyMap<string, string>, isBrief = false): string {
  const byStart = new Map([...names].map(([id, name]) => [id.replace(nodeId, '$2'), name]));
  return text.replace(nodeId, (_id, word: string | undefined, start: string) => {
    const name = byStart.get(start);
    if (name === undefined) return `${word ?? ''}${start}…`;
    const shown = word?.startsWith('N') ? name.charAt(0).toUpperCase() + name.slice(1) : name;
    return isBrief ? shown : `${shown} (${start}…)`;
  });
}
