import { list, needed, object, or, type Read, readItems, text } from '../../model/shape.ts';
import { readGivenExplanation } from '../explanation/explanationShape.ts';
import type { Failure, Occurrence } from './clusterFailure.ts';

const occurrence = {
  accountId: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  at: needed(text),
} as const;

const readFailure: Read<Failure> = object<Failure>({
  ...occurrence,
  explanation: needed(readGivenExplanation),
  message: needed(text),
  alike: list(object<Occurrence>(occurrence)),
});

/** Those of `given` that say of what they are failures, when and why, whatever a caller passes. Never throws. */
export function readFailures(given: unknown): readonly Failure[] {
  return Array.isArray(given) ? readItems(readFailure, given).items : [];
}
