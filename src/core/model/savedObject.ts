import { parseJson } from '../text/parseJson.ts';
import type { ComputeNode } from './computeNode.ts';
import { readNode } from './computeNodeShape.ts';
import { readMember } from './readMember.ts';
import { isResource, type Resource } from './resource.ts';
import { logEnds, seenEffect } from './savedAttempt.ts';
import { type Infer, needed, object, readAs, text } from './shape.ts';

const readRest = object({
  /** ISO 8601. */
  savedAt: needed(text),
  /** ID of the command that was about to run. */
  action: needed(text),
  logs: needed(logEnds),
  /** Problem of the item in one line, as shown at that time. */
  why: text,
  effect: seenEffect,
});

/** Record of a node, pool, or job, saved before an action removes it or its data. */
export interface SavedObject extends Infer<typeof readRest> {
  readonly resource: Resource;
  /** The service's data of the item, without secrets. */
  readonly object: object;
}

/** Returns a saved node, or only its ID if its data is damaged. */
export function toSavedNode(kept: object, id: string): ComputeNode {
  return readAs(readNode, { ...kept, id }).value ?? { id };
}

/** Parses one line of the journal. Undefined if it is truncated or invalid. */
export function parseSavedObject(line: string): SavedObject | undefined {
  const json = parseJson(line);
  const rest = readAs(readRest, json).value;
  const [resource, kept] = [readMember(json, 'resource'), readMember(json, 'object')];
  if (rest === undefined || !isResource(resource) || typeof kept !== 'object' || kept === null) return undefined;
  return { ...rest, resource, object: kept };
}
