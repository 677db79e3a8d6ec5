import type { Failing } from '../diagnosis/causes/failing.ts';

/**
 * How the start task of a failed node ended, which is the same for nodes of a pool where it ended alike; undefined where
 * its program did not run or did not fail, so that its logs say nothing.
 */
export function toStartTaskLikeness(failing: Failing): string | undefined {
  if (failing.kind !== 'node') return undefined;
  const { node, pool, resource } = failing;
  const { exitCode = 0, failureInfo } = node.startTaskInfo ?? {};
  if (exitCode === 0) return undefined;
  const { commandLine } = node.startTask ?? pool?.startTask ?? {};
  const errors = (node.errors ?? []).map(({ code }) => code);
  return JSON.stringify([resource.poolId, node.state, exitCode, failureInfo?.code, commandLine, errors]);
}
