import * as l10n from '@vscode/l10n';
import { BatchError, type BatchErrorCode } from '../model/batchError.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { isFromElsewhere, toServiceStatus } from '../model/serviceStatus.ts';
import { isInGroup, type Task, toTaskGroup } from '../model/task.ts';
import type { Asked, OtherPlace, Unread, UnreadKind } from '../model/unread.ts';
import { isAboutAccess, isRefusal } from './refusalReason.ts';

/**
 * All user-facing text about an unavailable file or node (not read yet, missing, gone, not allowed, or unreachable) and
 * about empty files, so that it is the same everywhere.
 */

/** A file that could not be read although the service responded, and its owner as far as is known. */
export interface MissingFile {
  readonly code: BatchErrorCode;
  readonly status?: number | undefined;
  /** Path relative to the task's or node's folder, as shown; not escaped. */
  readonly path: string;
  /** Task of the file, if it has one that still exists. */
  readonly task?: Pick<Task, 'state' | 'executionInfo'> | undefined;
}

function describeGoneNode({ path }: Pick<MissingFile, 'path'>): string {
  return l10n.t('{0} is gone: its node has left the pool.', path);
}

interface FileAnswer {
  readonly kind: UnreadKind;
  readonly why: (file: MissingFile) => string;
}

function explainNotFound({ path, task }: MissingFile): string {
  switch (task && toTaskGroup(task)) {
    case undefined:
      return l10n.t("{0} doesn't exist here.", path);
    case 'active':
      return l10n.t("{0} doesn't exist yet: the task is waiting and hasn't started on a node.", path);
    case 'preparing':
      return l10n.t("{0} doesn't exist yet: the node is still preparing the task.", path);
    case 'running':
      return l10n.t("{0} doesn't exist yet: the task is running and hasn't written it.", path);
    case 'failed':
      return task?.executionInfo?.exitCode === undefined
        ? l10n.t("{0} doesn't exist: this task's program never started.", path)
        : l10n.t("{0} doesn't exist: the task ended without writing it, or the file has been deleted.", path);
    case 'succeeded':
      return l10n.t("{0} doesn't exist: the task succeeded without writing it, or the file has been deleted.", path);
  }
}

const absent: FileAnswer = { kind: 'absent', why: explainNotFound };

/** Batch documentation: status and error codes, file operations. */
const answers: Readonly<Record<string, FileAnswer>> = {
  filenotfound: absent,
  // Responses without a body have no specific code.
  resourcenotfound: absent,
  taskfilescleanedup: {
    kind: 'gone',
    why: ({ path }) => l10n.t("{0} was deleted: the retention time for the task's files on the node has passed.", path),
  },
  taskfilesunavailable: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} can't be read now: Batch can't reach the task's files on its node.", path),
  },
  nodenotfound: { kind: 'gone', why: describeGoneNode },
  tasknotfound: { kind: 'gone', why: ({ path }) => l10n.t('{0} is gone: the task was deleted with its files.', path) },
  jobnotfound: { kind: 'gone', why: ({ path }) => l10n.t('{0} is gone: the job was deleted with its files.', path) },
  poolnotfound: { kind: 'gone', why: ({ path }) => l10n.t('{0} is gone: the pool was deleted with its nodes.', path) },
  nodestateunusable: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} can't be read: its node is unusable or not reachable.", path),
  },
  nodebeingcreated: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} doesn't exist yet: the node is being created.", path),
  },
  nodebeingstarted: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} can't be read now: the node is starting.", path),
  },
  nodebeingrebooted: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} can't be read now: the node is rebooting.", path),
  },
  nodebeingreimaged: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t('{0} is being deleted: reimaging the node clears its disk.', path),
  },
  operationnotvalidonnode: {
    kind: 'unreachable',
    why: ({ path }) => l10n.t("{0} can't be read in the node's current state.", path),
  },
};

function findAnswer({ code, status, task }: MissingFile): FileAnswer | undefined {
  const name = code.toLowerCase();
  if (name === 'taskfilesunavailable' && task !== undefined && isInGroup(task, 'active', 'preparing')) return absent;
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  // If the item itself is gone, the status is 404.
  const isOfThing = answer?.kind === 'gone' && name !== 'taskfilescleanedup';
  return isOfThing && status !== 404 ? undefined : answer;
}

/** Explains why a file is missing. Undefined for other errors: connection problems say nothing about the file. */
export function explainMissingFile(file: MissingFile): Unread | undefined {
  const answer = findAnswer(file);
  return answer && { kind: answer.kind, why: answer.why(file) };
}

/** Explains why a file is missing and no other place has it; undefined if `error` has another meaning. */
export function findMissing(error: unknown, path: string, task?: MissingFile['task']): Unread | undefined {
  if (!BatchError.is(error)) return undefined;
  const { code, status } = error;
  const unread = explainMissingFile({ code, status, path, task });
  return unread && withElsewhere(unread, error);
}

function withElsewhere(unread: Unread, error: unknown): Unread {
  return BatchError.is(error) && error.elsewhere !== undefined ? { ...unread, elsewhere: error.elsewhere } : unread;
}

/**
 * Lists why a file is unavailable, and for each other place why it can't return the file and what to do, on one line
 * each.
 */
export function listUnreadReasons({ why, elsewhere = [] }: Unread): readonly string[] {
  return [why, ...elsewhere.map(describePlace)];
}

/** Describes why a place can't return a file, and what to do. */
export function describePlace({ why, step }: Pick<OtherPlace, 'why' | 'step'>): string {
  return step === undefined ? why : `${why} ${step}`;
}

/** Checks whether a missing file will not come back, so there is no need to check again. */
export function isGoneForGood(file: Omit<MissingFile, 'path'>): boolean {
  const isDeleted =
    findAnswer({ ...file, path: '' })?.kind === 'gone' || file.code.toLowerCase() === 'taskfilescleanedup';
  const mayRunAgain = file.task !== undefined && isInGroup(file.task, 'active', 'preparing');
  return isDeleted && !mayRunAgain;
}

/**
 * Explains why a file could not be read, for any error. A 404 whose code isn't about files says nothing about the
 * task's output.
 */
export function toUnreadFile(error: BatchError, path: string, task?: MissingFile['task']): Unread {
  const missing = findMissing(error, path, task);
  if (missing !== undefined) return missing;
  return isRefused(error)
    ? { kind: 'notAllowed', why: l10n.t('You are not allowed to read {path}. {why}', { path, why: error.message }) }
    : toUnreachable(error, l10n.t("{path} can't be read now. {why}", { path, why: error.message }));
}

function toUnreachable(error: BatchError, why: string): Unread {
  return { kind: 'unreachable', why, ...(isFromElsewhere(error) && { isFromElsewhere: true as const }) };
}

/** Returns the state of a file that was not read yet. */
export function toFileNotAsked(path: string): Unread {
  return { kind: 'notRead', why: l10n.t('{0} has not been read yet.', path) };
}

/**
 * Explains why a file was lost with its node, or with the machine of a preempted node that remains in the pool;
 * undefined if the file may still exist. `error` is the error of the read, which lists other places.
 */
export function explainLostFile(
  path: string,
  node: Asked<Pick<ComputeNode, 'state'>> | undefined,
  error?: unknown,
): Unread | undefined {
  const why = describeLostNode(path, node);
  return why === undefined ? undefined : withElsewhere({ kind: 'gone', why }, error);
}

function describeLostNode(path: string, node: Asked<Pick<ComputeNode, 'state'>> | undefined): string | undefined {
  if (node?.kind === 'gone') return describeGoneNode({ path });
  if (node?.kind !== 'read' || node.value.state !== 'preempted') return undefined;
  return l10n.t("{0} is gone: Azure reclaimed its node's VM.", path);
}

/** Describes logs of a failed program that don't show the reason, as a sentence that follows the exit code. */
export function describeLogs(state: UnreadKind | 'empty'): string {
  switch (state) {
    case 'empty':
      return l10n.t('It wrote nothing to its logs before that.');
    case 'notRead':
      return l10n.t('Its logs have not been read yet, so the exit code is all there is to go by.');
    case 'absent':
      return l10n.t('It has left no logs, so the exit code is all there is to go by.');
    case 'gone':
      return l10n.t('Its logs are gone, so the exit code is all there is to go by.');
    case 'notAllowed':
      return l10n.t('You are not allowed to read its logs, so the exit code is all there is to go by.');
    case 'unreachable':
      return l10n.t("Its logs can't be read now, so the exit code is all there is to go by.");
    case 'notText':
      return l10n.t('Its logs are not text, so the exit code is all there is to go by.');
  }
}

/** Explains why a node could not be read, for any error. */
export function toUnreadNode(error: BatchError, nodeId: string): Unread {
  if (isGoneNode(error)) return { kind: 'gone', why: l10n.t('Node {0} has left the pool.', nodeId) };
  const parts = { node: nodeId, why: error.message };
  return isRefused(error)
    ? { kind: 'notAllowed', why: l10n.t('You are not allowed to read node {node}. {why}', parts) }
    : toUnreachable(error, l10n.t("Node {node} can't be read now. {why}", parts));
}

/** Checks whether the user lacks access, according to the service's response or to the known roles. */
function isRefused(error: BatchError): boolean {
  if (error.code === 'RoleMissing' || error.code === 'NotSignedIn') return true;
  return isRefusal(error) && error.code !== 'ClockSkew' && isAboutAccess(error);
}

/**
 * Checks whether the service reports that a node or its pool doesn't exist; a 404 with a different code isn't about the
 * node.
 */
function isGoneNode(error: BatchError): boolean {
  const isAboutNode = ['nodenotfound', 'poolnotfound', 'resourcenotfound'].includes(error.code.toLowerCase());
  return isAboutNode && toServiceStatus(error) === 404;
}
