import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../model/computeNode.ts';
import { formatNumber } from './numbers.ts';

interface NodeName {
  /** On its own: `node 3`; the id of a node that keeps it. */
  readonly name: string;
  /** In a sentence that says what it is already: `3`. A node that keeps its id has none. */
  readonly number?: string;
}

export type NodeNames = ReadonlyMap<string, NodeName>;

/** Names by list: a list never changes, and every row of it asks. */
const namesOfList = new WeakMap<readonly ComputeNode[], NodeNames>();

/**
 * Short names of the nodes of a pool by their ids: `node 1`, `node 2`, … by the time they were allocated, since their ids
 * are long and hard to distinguish. A node with another kind of id keeps it.
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

/** A node as people find it again: by its name in the explorer, and by its id, of which the start is enough. Not escaped. */
export function toNodeLabel(id: string, names: NodeNames): string {
  const known = names.get(id);
  return known?.number === undefined ? toIdStart(id) : `${known.name} (${toIdStart(id)})`;
}

/** The same in a sentence that says what it is already: `3 (tvmps_1a2b3c4d…)`. Not escaped. */
export function toNodeNumber(id: string, names: NodeNames): string {
  const number = names.get(id)?.number;
  return number === undefined ? toIdStart(id) : `${number} (${toIdStart(id)})`;
}

/** An id as the service makes it, whole or already cut off. */
const longId = /\b(tvm[a-z]{0,4}_[0-9a-f]{8})(?:[0-9a-f]{12,64}(?:_[a-z])?|…)/gi;

/** Whether a text has ids in it that the service made for nodes. */
export function hasNodeIds(text: string): boolean {
  return text.search(longId) >= 0;
}

function isLong(id: string): boolean {
  return /^tvm/i.test(id);
}

function toIdStart(id: string): string {
  return id.replace(longId, '$1…');
}

/** As much of the list of a pool's nodes as is loaded. */
export interface NodeList {
  readonly items: readonly ComputeNode[];
  readonly hasMore: boolean;
}

/**
 * Names of the nodes of a pool where all of them are loaded: among some of them a node would have another number, and
 * another one again when more are loaded. None otherwise.
 */
export function toKnownNames({ items, hasMore }: NodeList): NodeNames {
  return hasMore ? noNames : toNodeNames(items);
}

const noNames: NodeNames = new Map();

/**
 * What a node is called wherever it is shown: its name; where it has none a name of its own, or that it is a node and the
 * start of the id that the service made.
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
 * A text with the numbers of nodes in the place of their ids: "on node 3 (tvmps_1a2b3c4d…)", or "on node 3" where it has
 * to be brief. The text says in its language that it is a node. Nodes without a name keep the start of their id.
 */
export function nameNodes(text: string, names: NodeNames, isBrief = false): string {
  const numbers = new Map([...names].map(([id, { number }]) => [toIdStart(id), number]));
  return text.replace(longId, (_id, start: string, at: number) => {
    const number = numbers.get(`${start}…`);
    // A text that was saved with names has both already.
    if (number === undefined || text.slice(0, at).endsWith(`${number} (`)) return `${start}…`;
    return isBrief ? number : `${number} (${start}…)`;
  });
}
