import type { FailureInfo, NameValue } from '../../model/common.ts';
import type { FailedTask } from './failing.ts';

const known = new WeakMap<FailedTask, string>();
const knownInfos = new WeakMap<FailureInfo, string>();

/**
 * How a task ended as far as the service tells: pool, code, exit code, command and what the service says, without
 * numbers and ids. Tasks of one likeness may still have failed for different causes, of which only their logs tell.
 */
export function toLikeness(failed: FailedTask): string {
  const before = known.get(failed);
  if (before !== undefined) return before;
  const { task, job } = failed;
  const { exitCode, failureInfo, containerInfo } = task.executionInfo ?? {};
  const likeness = JSON.stringify([
    task.nodeInfo?.poolId,
    // Why a job ended is part of why its tasks did.
    job?.executionInfo?.terminateReason === undefined ? '' : job.id,
    exitCode,
    toMasked(task.commandLine),
    toMasked(containerInfo?.error),
    failureInfo === undefined ? '' : toInfoLikeness(failureInfo),
  ]);
  known.set(failed, likeness);
  return likeness;
}

function toInfoLikeness(info: FailureInfo): string {
  const before = knownInfos.get(info);
  if (before !== undefined) return before;
  const { category, code, message, details = [] } = info;
  const likeness = JSON.stringify([category, code, toMasked(message), ...details.map(toDetailLikeness)]);
  knownInfos.set(info, likeness);
  return likeness;
}

/** Of an address the host and the container count as they are: each has to be put right for itself. */
function toDetailLikeness({ name, value = '' }: NameValue): string {
  const [address = ''] = value.split('?', 1);
  const [place = ''] = /^[a-z]{1,10}:\/\/[^/]*\/[^/]*/i.exec(address) ?? [];
  return `${name}=${place}${toMasked(address.slice(place.length))}`;
}

/** Words with digits are numbers and ids. */
function toMasked(text = ''): string {
  return text
    .split(/([^\w-]+)/)
    .map((word) => (/\d/.test(word) ? '0' : word))
    .join('');
}
