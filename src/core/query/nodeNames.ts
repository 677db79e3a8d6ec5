import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { formatNumber } from './numbers.ts';

interface NodeName {
  /** Name on its own: `node 3`; the ID if the node has no number. */
  readonly name: string;
  /** Number in a sentence that already says "node": `3`. Absent if the node is shown by its ID. */
  readonly number?: string;
}

export type NodeNames = ReadonlyMap<string, NodeName>;

/** Cached by list: a list never changes, and each of its rows needs the names. */
const namesOfList = new WeakMap<readonly ComputeNode[], NodeNames>();

/**
 * Returns short names for a pool's nodes by ID: `node 1`, `node 2`, … in order of allocation, since IDs are long and
 * hard to distinguish. A node whose ID has another form keeps it.
 */
export function toNodeNames(nodes: readonly ComputeNode[]): NodeNames {
  const known = namesOfList.get(nodes);
  if (known !== undefined) return known;
  const ordered = [...nodes].sort(
    (one, other) => compare(one.allocationTime ?? '', other.allocationTime ?? '') || compare(one.id, other.id),
  );
  const names = new Map(ordered.map(({ id }, index) => [id, isLong(id) ? toOrdinalName(index + 1) : { name: id }]));
  namesOfList.set(nodes, names);
  return names;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function toOrdinalName(ordinal: number): NodeName {
  const number = formatNumber(ordinal);
  return {
    number,
    name: l10n.t({ message: 'node {number}', args: { number }, comment: ['Short name of a compute node'] }),
  };
}

/**
 * Returns a label by which people find a node again: its name in the explorer, and the start of its ID. Not escaped.
 */
export function toNodeLabel(id: string, names: NodeNames): string {
  const known = names.get(id);
  return known?.number === undefined ? toIdStart(id) : `${known.name} (${toIdStart(id)})`;
}

/** Returns such a label for a sentence that already says "node": `3 (tvmps_1a2b3c4d…)`. Not escaped. */
export function toNodeNumber(id: string, names: NodeNames): string {
  const number = names.get(id)?.number;
  return number === undefined ? toIdStart(id) : `${number} (${toIdStart(id)})`;
}

/** An ID as the service generates it, whole or already shortened. */
const longId = /\b(tvm[a-z]{0,4}_[0-9a-f]{8})(?:[0-9a-f]{12,64}(?:_[a-z])?|…)/gi;

/** Checks whether a text contains generated node IDs. */
export function hasNodeIds(text: string): boolean {
  return text.search(longId) >= 0;
}

function isLong(id: string): boolean {
  return /^tvm/i.test(id);
}

function toIdStart(id: string): string {
  return id.replace(longId, '$1…');
}

/** The loaded part of a pool's list of nodes. */
export interface NodeList {
  readonly items: readonly ComputeNode[];
  readonly hasMore: boolean;
}

/**
 * Returns the names of a pool's nodes if all nodes are loaded, and none otherwise: in an incomplete list, numbers would
 * change as more nodes load.
 */
export function toKnownNames({ items, hasMore }: NodeList): NodeNames {
  return hasMore ? noNames : toNodeNames(items);
}

const noNames: NodeNames = new Map();

/**
 * Returns the name of a node as shown everywhere: its number, its own ID, or "node" with the start of a generated ID.
 */
export function toNodeName(id: string, nodes: NodeList): string {
  const known = toKnownNames(nodes).get(id)?.name;
  if (known !== undefined || !isLong(id)) return known ?? id;
  return l10n.t({
    message: 'node {id}',
    args: { id: toIdStart(id) },
    comment: ['A compute node by the start of its id'],
  });
}

/**
 * Replaces node IDs in a text by numbers: "on node 3 (tvmps_1a2b3c4d…)", or "on node 3" if `isBrief`. The text itself
 * has the word "node" in its language. Nodes without a number keep the start of their ID.
 */
export function nameNodes(text: string, names: NodeNames, isBrief = false): string {
  const numbers = new Map([...names].map(([id, { number }]) => [toIdStart(id), number]));
  return text.replace(longId, (_id, start: string, at: number) => {
    const number = numbers.get(`${start}…`);
    // A text that was saved with numbers already has both.
    if (number === undefined || text.slice(0, at).endsWith(`${number} (`)) return `${start}…`;
    return isBrief ? number : `${number} (${start}…)`;
  });
}
