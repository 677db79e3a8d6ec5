import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../model/computeNode.ts';
import { isOneOf } from '../../model/words.ts';
import { toDurationWords } from '../../query/durations.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { Instruction } from '../explanation/instruction.ts';

/** Tasks of a node that is younger than this have hardly left anything on it. */
const youngMs = 60 * 60_000;

/** Why the disk of a node is full that has only just been allocated; undefined for an older one, and where times are missing. */
export function describeYoungDisk(node: ComputeNode): string | undefined {
  const ageMs = elapsedMs(node.allocationTime, node.stateTransitionTime);
  return ageMs === undefined || ageMs >= youngMs
    ? undefined
    : l10n.t(
        'That was only {0} after the node was allocated, so the image, the start task, application packages, container images or the first tasks fill it.',
        toDurationWords(ageMs),
      );
}

/** What frees the disk of a node, of what is `known` to: files are deleted only on a node that Batch surely reaches, and that has old ones. */
export function freeDisk(node: ComputeNode, known: readonly Instruction[]): readonly Instruction[] {
  if (describeYoungDisk(node) !== undefined)
    return [l10n.t('Use a VM size with a larger disk, or put less on the node before and while tasks run.')];
  const isReached = !isOneOf(node.state, ['unusable', 'unknown', 'offline']);
  return isReached ? known : known.slice(1);
}
