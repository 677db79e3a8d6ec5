import type { ExtensionContext } from 'vscode';
import { forgetNodeUsers } from '../../app/connect/nodeUsers.ts';
import { saveLasting } from '../../app/lastingState.ts';
import type { State } from '../../app/ports.ts';
import { toHostKeyAlias } from '../../core/connect/hostKeys.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { isObject } from '../../core/model/shape.ts';
import { forgetHostKeysOf } from './hostKeys.ts';

const key = 'azureBatch.reimagedNodes';
/** Maximum number of entries. The oldest are dropped; users are then asked about those nodes' keys. */
const maxNodes = 1000;

/**
 * Last boot time of each node before this extension reimaged it, by alias of its host key; empty if it had never
 * started.
 */
type BootTimes = Readonly<Record<string, string>>;

/**
 * Reimages or removes a node by `request`, and records this before the request is sent, because the node gets another
 * host key even if the response is lost or this window closes. Only a refusal undoes the record. Rejects as `request`
 * does.
 */
export async function whileReimaging<T>(
  memory: State,
  nodes: readonly (readonly [NodeResource, ComputeNode])[],
  request: () => Promise<T>,
): Promise<T> {
  const before = readBootTimes(memory);
  const asked = Object.fromEntries(nodes.map(([node, { lastBootTime = '' }]) => [toHostKeyAlias(node), lastBootTime]));
  await writeBootTimes(memory, { ...before, ...asked });
  try {
    return await request();
  } catch (error) {
    if (isRefusal(error))
      await forgetReimage(
        memory,
        nodes.map(([node]) => node),
      );
    throw error;
  }
}

/** Places where facts about nodes are stored. */
export interface NodeMemory extends Pick<ExtensionContext, 'globalStorageUri'> {
  readonly globalState: State;
}

/**
 * Forgets the facts about a node from before it was reimaged by this extension: its host key, and the users that were
 * added to it. Call it with the node's current state before using or adding any of these facts.
 */
export async function forgetIfReimaged(memory: NodeMemory, node: NodeResource, present: ComputeNode): Promise<void> {
  const { globalState, globalStorageUri } = memory;
  if (!wasReimaged(globalState, node, present)) return;
  await forgetHostKeysOf(globalStorageUri, [node]);
  await forgetNodeUsers(globalState, node);
  await forgetReimage(globalState, [node]);
}

/** Returns true if a node has started again since this extension reimaged it, so that its new host key is expected. */
export function wasReimaged(memory: State, node: NodeResource, { lastBootTime }: ComputeNode): boolean {
  const before = readBootTimes(memory)[toHostKeyAlias(node)];
  return before !== undefined && lastBootTime !== undefined && lastBootTime !== before;
}

/** Forgets that nodes were reimaged: the host keys that they show from now on are final. */
export async function forgetReimage(memory: State, nodes: readonly NodeResource[]): Promise<void> {
  const aliases = new Set(nodes.map(toHostKeyAlias));
  const kept = Object.entries(readBootTimes(memory)).filter(([alias]) => !aliases.has(alias));
  await writeBootTimes(memory, Object.fromEntries(kept));
}

/** Returns true if the service definitely did not carry out the request. */
function isRefusal(error: unknown): boolean {
  return BatchError.is(error) && error.status !== undefined && error.status < 500 && !error.mayHaveActed;
}

function readBootTimes(memory: State): BootTimes {
  const saved: unknown = memory.get(key);
  const entries = isObject(saved) ? Object.entries(saved) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

async function writeBootTimes(memory: State, times: BootTimes): Promise<void> {
  await saveLasting(memory, key, Object.fromEntries(Object.entries(times).slice(-maxNodes)));
}
