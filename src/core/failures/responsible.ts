import type { Cause, ExplainedFailure } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { FailureCategory } from '../diagnosis/explanation/category.ts';
import { toleratesStartTask } from '../model/computeNode.ts';
import { isOver } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import { isOneOf } from '../model/words.ts';
import { leaveOutFollowOn } from './failingKinds.ts';
import { pickExplained } from './representative.ts';
import { isUnread } from './unreadFailures.ts';

/**
 * Parties that can mend a cause: the user's program with its data and command, the definition of a task, job, or pool,
 * Azure (service, quota, capacity, machines), or something elsewhere (another host, a license server, the network).
 */
export const responsibles = ['program', 'definition', 'azure', 'elsewhere', 'unknown'] as const;
export type Responsible = (typeof responsibles)[number];

const ofCategory: Readonly<Record<FailureCategory, Responsible>> = {
  'missing-file': 'program',
  'missing-program': 'program',
  'missing-module': 'program',
  permission: 'program',
  'out-of-memory': 'program',
  'disk-full': 'program',
  'network-dns': 'elsewhere',
  'network-tls': 'elsewhere',
  network: 'elsewhere',
  'auth-storage': 'definition',
  'sas-expired': 'definition',
  'image-pull': 'definition',
  'crash-signal': 'program',
  'bad-arguments': 'program',
  'bad-input': 'program',
  license: 'elsewhere',
  'lock-contention': 'program',
  timeout: 'program',
  'dependency-version': 'program',
  'encoding-lineendings': 'program',
  'exception-in-user-code': 'program',
  gpu: 'program',
  mpi: 'program',
  quota: 'azure',
  allocation: 'azure',
  node: 'azure',
  // Someone may have ended it as well.
  interrupted: 'unknown',
  service: 'azure',
  throttled: 'azure',
  conflict: 'definition',
  other: 'unknown',
};

const ofAzure = /\bazure|\bmicrosoft|\.windows\.net\b/i;

/** Finds who can mend a cause; unknown if its evidence is only good for a guess. */
export function findResponsible(cause: Cause): Responsible {
  const example = isUnread(cause.cluster) ? undefined : pickExplained(cause);
  if (example === undefined) return 'unknown';
  const { failing, explanation } = example;
  const { category, change, confidence, code } = explanation;
  if (confidence === 'guess') return 'unknown';
  // Nodes are interrupted only when Azure takes the machine back.
  if (failing.kind === 'node' && category === 'interrupted') return 'azure';
  if (category === 'node' && code === 'JobPreparationTaskFailed') return 'program';
  // Tasks of a job that can't start wait for something that its definition names, or for someone to enable the job.
  if (category === 'conflict' && failing.kind === 'job' && !isOver(failing.job))
    return explanation.fixes[0]?.remedies?.includes('job.enable') === true ? 'unknown' : 'definition';
  if (['node', 'conflict'].includes(category) && !isOfMachine(failing)) return 'unknown';
  // The files of other tasks fill the disk of a node on which a program can't even start.
  if (failing.kind === 'task' && category === 'disk-full' && failing.task.executionInfo?.exitCode === undefined)
    return 'definition';
  // The preparation task belongs to the job's definition, although the task's program lacks what it brings.
  if (explanation.fixes[0]?.property?.[0] === 'jobPreparationTask') return 'definition';
  if (failing.kind === 'task' && isOfNode(example)) return hasFailedStart(failing) ? 'definition' : 'azure';
  // The start task belongs to the pool's definition, although the task's program lacks what it brings.
  if (explanation.fixes[0]?.remedies?.includes('pool.editStartTask') === true) return 'definition';
  const pool = failing.kind === 'pool' ? failing.pool : failing.kind === 'job' ? failing.waiting?.pool : undefined;
  if (category === 'allocation' && pool !== undefined && asksForNone(pool)) return 'definition';
  // A program's log speaks of whatever service it asked.
  if (failing.kind === 'task' && example.known === 'log' && isOneOf(category, ['service', 'throttled']))
    return explanation.evidence.some(({ isCause, text }) => isCause === true && ofAzure.test(text))
      ? 'azure'
      : 'elsewhere';
  // Whose credentials another server refused is not known: they may be in the definition, or in the program.
  if (failing.kind === 'task' && example.known === 'log' && category === 'auth-storage' && !isOfStorage(example))
    return 'unknown';
  const responsible = ofCategory[category];
  // No program runs for a job itself, and the pool defines what runs on a node before its tasks, and most of what fills
  // its disk.
  const isOwn = responsible === 'program' && (change === 'definition' || failing.kind !== 'task');
  return isOwn ? 'definition' : responsible;
}

/** Checks whether the decisive line, or the advice on it, is about Azure or a signature. */
function isOfStorage({ explanation: { evidence, title } }: ExplainedFailure): boolean {
  const said = evidence.flatMap(({ isCause, text }) => (isCause === true ? [text] : []));
  return [title, ...said].some((text) => ofAzure.test(text) || /storage|blob|\bSAS\b|signature/i.test(text));
}

/** Checks whether the first step against a task's failure is on its node, whose machine or start task is at fault. */
function isOfNode({ explanation }: ExplainedFailure): boolean {
  const { remedies = [] } = explanation.fixes[0] ?? {};
  return remedies.some((remedy) => remedy.startsWith('node.'));
}

/** Checks whether the start task of a task's node failed, whether its logs were read or not. */
function hasFailedStart({ node, startLogs }: Extract<Failing, { kind: 'task' }>): boolean {
  return startLogs !== undefined || (node !== undefined && toleratesStartTask(node));
}

/** Checks whether a pool is empty because it is to be, by its target or its formula. */
function asksForNone({ targetDedicatedNodes = 0, targetLowPriorityNodes = 0 }: Pool): boolean {
  return targetDedicatedNodes + targetLowPriorityNodes === 0;
}

/** Checks whether a machine is at fault, rather than someone who took it offline, or a start task that hangs. */
function isOfMachine(failing: Failing): boolean {
  return failing.kind === 'node' ? isOneOf(failing.node.state, ['unusable', 'unknown']) : failing.kind === 'task';
}

/** Counts failures by who can mend them; those that followed from others of their cause don't count. */
export function countResponsible(causes: readonly Cause[]): Readonly<Record<Responsible, number>> {
  const counts: Record<Responsible, number> = { program: 0, definition: 0, azure: 0, elsewhere: 0, unknown: 0 };
  for (const cause of causes) counts[findResponsible(cause)] += leaveOutFollowOn(cause.failures).length;
  return counts;
}
