import { toStartTaskLikeness } from '../../failures/failedStartTasks.ts';
import type { Sample } from '../causes/causes.ts';

/**
 * Adds the nodes whose start task logs were not read to the samples of nodes whose start task ended in the same way. If
 * the logs that were read agree, the other nodes are assumed to have failed for the same reason.
 */
export function joinAlikeNodes(samples: readonly Sample[]): Sample[] {
  const byLikeness = new Map<string, Sample[]>();
  for (const sample of samples) {
    const likeness = toStartTaskLikeness(sample.failure.failing);
    if (likeness === undefined) continue;
    const known = byLikeness.get(likeness);
    if (known === undefined) byLikeness.set(likeness, [sample]);
    else known.push(sample);
  }
  const joined = new Map<Sample, Sample>();
  const left = new Set<Sample>();
  for (const alike of byLikeness.values()) {
    const read = alike.filter(isRead);
    const [first] = read;
    const causes = new Set(read.map(({ failure }) => failure.explanation.fingerprint));
    if (first === undefined || causes.size > 1) continue;
    const others = alike.filter((sample) => !isRead(sample));
    for (const other of others) left.add(other);
    joined.set(first, { ...first, alike: others.map(({ failure }) => failure.failing) });
  }
  return samples.filter((sample) => !left.has(sample)).map((sample) => joined.get(sample) ?? sample);
}

function isRead({ failure: { failing } }: Sample): boolean {
  return failing.kind === 'node' && failing.startLogs !== undefined;
}
