import type { FailureInfo, NameValue } from '../../model/common.ts';
import { wasEnded } from '../../model/firstFailure.ts';
import type { FailedTask } from '../causes/failing.ts';
import { wasEndedByDisabling, wasEndedWithJob } from '../task/endedByJob.ts';
import { findEndingLimit } from '../task/timeLimit.ts';

/** A character that no part contains. Escaping the parts instead would take as long as all other steps together. */
const separator = '\0';

const known = new WeakMap<FailedTask, string>();
const knownInfos = new WeakMap<FailureInfo, string>();

/**
 * Returns a key for how a task ended according to the service: pool, code, exit code, command, message, and what ended it,
 * without numbers and IDs. Tasks with the same key may still have failed for different causes, which only their logs show.
 */
export function toLikeness(failed: FailedTask): string {
  const before = known.get(failed);
  if (before !== undefined) return before;
  const { task, job, endedBy } = failed;
  const { exitCode, failureInfo, containerInfo } = task.executionInfo ?? {};
  const likeness = [
    task.nodeInfo?.poolId,
    // Once a job has ended, its tasks may have failed because of its end, so they count as alike only within the job.
    endedBy === undefined && job?.executionInfo?.terminateReason === undefined ? '' : job?.id,
    exitCode,
    toMasked(task.commandLine),
    toMasked(containerInfo?.error),
    failureInfo === undefined ? '' : toInfoLikeness(failureInfo),
    findEnder(failed),
  ].join(separator);
  const shared = share(likeness);
  known.set(failed, shared);
  return shared;
}

/** Finds what ended a task of which the service says no more than that it was ended, as far as its times show it. */
function findEnder({ task, job, endedBy }: FailedTask): 'limit' | 'job' | '' {
  if (findEndingLimit({ task }) !== undefined) return 'limit';
  if (job === undefined || !wasEnded(task)) return '';
  return wasEndedWithJob(task, job, endedBy) || wasEndedByDisabling(task, job) ? 'job' : '';
}

function toInfoLikeness(info: FailureInfo): string {
  const before = knownInfos.get(info);
  if (before !== undefined) return before;
  const { category, code, message, details = [] } = info;
  const likeness = [category, code, toMasked(message), ...details.map(toDetailLikeness)].join(separator);
  knownInfos.set(info, likeness);
  return likeness;
}

/** Maximum number of shared keys, more than most accounts have. */
const mostShared = 1000;
const allShared = new Map<string, string>();

/**
 * Returns one string object for equal keys. Thousands of tasks share few keys, which can then be compared by reference.
 */
function share(likeness: string): string {
  const shared = allShared.get(likeness);
  if (shared !== undefined) return shared;
  if (allShared.size >= mostShared) allShared.clear();
  allShared.set(likeness, likeness);
  return likeness;
}

/** Returns the host and the container of an address, because each has to be fixed separately. */
function toDetailLikeness({ name, value = '' }: NameValue): string {
  const [address = ''] = value.split('?', 1);
  const [place = ''] = /^[a-z]{1,10}:\/\/[^/]*\/[^/]*/i.exec(address) ?? [];
  return `${name}=${place}${toMasked(address.slice(place.length))}`;
}

/** Classes of the characters below 128: a digit, or another character that words contain. */
const digit = 2;
const letter = 1;
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/\d/.test(character)) return digit;
  return /[\w-]/.test(character) ? letter : 0;
});

/**
 * Masks words with digits, which are numbers and IDs. Each task has its own command line, so each character is read
 * only once.
 */
function toMasked(text = ''): string {
  let masked = '';
  let copied = 0;
  let word = 0;
  let hasDigit = false;
  for (let at = 0; at <= text.length; at++) {
    const kind = at < text.length ? (kinds[text.charCodeAt(at)] ?? 0) : 0;
    if (kind === digit) hasDigit = true;
    if (kind !== 0) continue;
    if (hasDigit) {
      masked += `${text.slice(copied, word)}0`;
      copied = at;
      hasDigit = false;
    }
    word = at + 1;
  }
  return copied === 0 ? text : masked + text.slice(copied);
}
