import type { ComputeNode } from './computeNode.ts';
import { readNode } from './computeNodeShape.ts';
import type { LogEnd } from './logEnd.ts';
import type { Resource } from './resource.ts';
import { isResource } from './resourceChain.ts';
import { logEnds, type SeenEffect, seenEffect } from './savedAttempt.ts';
import { needed, object, readAs, text } from './shape.ts';

/** What is kept of a node, a pool or a job before an action takes it, or what is known of it, away. */
export interface SavedObject {
  /** ISO 8601. */
  readonly savedAt: string;
  /** Id of the command that was about to act. */
  readonly action: string;
  readonly resource: Resource;
  /** The thing as the service had it, without secrets. */
  readonly object: object;
  readonly logs: readonly LogEnd[];
  /** What was wrong with it, in one line, as it was shown then. */
  readonly why?: string;
  readonly effect?: SeenEffect;
}

const readRest = object<Omit<SavedObject, 'resource' | 'object'>>({
  savedAt: needed(text),
  action: needed(text),
  logs: needed(logEnds),
  why: text,
  effect: seenEffect,
});

/** A node as it was kept; no more than its id where that came to harm. */
export function toSavedNode(kept: object, id: string): ComputeNode {
  return readAs(readNode, { ...kept, id }).value ?? { id };
}

/** Reads one line of the journal. Undefined for a line that was cut off or is none of ours. */
export function parseSavedObject(line: string): SavedObject | undefined {
  try {
    const json: unknown = JSON.parse(line);
    const rest = readAs(readRest, json).value;
    if (rest === undefined || typeof json !== 'object' || json === null) return undefined;
    const resource: unknown = Reflect.get(json, 'resource');
    const kept: unknown = Reflect.get(json, 'object');
    if (!isResource(resource) || typeof kept !== 'object' || kept === null) return undefined;
    return { ...rest, resource, object: kept };
  } catch {
    return undefined;
  }
}
