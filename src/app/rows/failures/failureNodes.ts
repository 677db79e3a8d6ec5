import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import { isUnread } from '../../../core/failures/unreadFailures.ts';
import { type Resource, toKey, toOwnId } from '../../../core/model/resource.ts';
import { findDifferences } from '../../../core/text/differences.ts';
import { findRuns } from '../../../core/words/runs.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import type { Row } from '../row.ts';
import { toMutedCausesRow, toResolvedCausesRow } from './causeRows.ts';
import { toMoreFailuresRow } from './coverageRows.ts';
import type { Mute, SplitCause } from './mute.ts';

/**
 * Finds the text that distinguishes failures of one cause: the service's details of each (the file), its explanation,
 * or its command line (the argument), whichever differs first. Leaves out IDs of the failed items, their jobs, and
 * nodes, which rows already show.
 */
export function findOwnWords(failures: readonly ExplainedFailure[]): readonly (string | undefined)[] {
  const ids = failures.map(({ failing: { kind, resource } }) => [
    toOwnId(resource),
    ...(kind === 'task' ? [resource.jobId] : []),
  ]);
  const isKnown = (word: string, index: number): boolean => ids[index]?.some((id) => isOfId(word, id)) ?? false;
  const [details, titles, commands] = [toDetails, toFailureTitle, toFailureCommand].map((toText) =>
    findDifferences(failures.map(toText), isKnown),
  );
  return failures.map((_, index) => details?.[index] ?? titles?.[index] ?? commands?.[index]);
}

function toDetails({ failing }: ExplainedFailure): string | undefined {
  if (failing.kind !== 'task') return undefined;
  const { details = [] } = failing.task.executionInfo?.failureInfo ?? {};
  return details.length === 0 ? undefined : details.map(({ value = '' }) => value).join(' ');
}

/** Returns the title of a failure's own explanation; undefined if the failure is only assumed to be like another. */
function toFailureTitle({ known, explanation }: ExplainedFailure): string | undefined {
  return known === 'alike' || known === 'unread' ? undefined : explanation.title;
}

function toFailureCommand({ failing }: ExplainedFailure): string | undefined {
  return failing.kind === 'task' ? failing.task.commandLine : undefined;
}

/**
 * Checks whether a word only repeats the item's ID: the ID itself, its number (`--item 7` for `task-7`; leading zeros
 * do not matter), or a node ID.
 */
function isOfId(word: string, id: string): boolean {
  const value = word.slice(word.lastIndexOf(' ') + 1);
  if (value === id || value.startsWith('tvm')) return true;
  const ordinal = /\d{1,12}$/.exec(id)?.[0];
  return ordinal !== undefined && /^\d{1,12}$/.test(value) && Number(value) === Number(ordinal);
}

/** The kind of data that is missing about an account's failures: a list, or a number of items. */
export type Unknown = 'silence' | 'error' | 'damaged' | 'counts' | 'tasks' | 'jobs' | 'logs' | 'nodes' | 'preparation';

/** A row of the failures view, as last displayed. There is one object per row, so that VS Code recognizes it. */
export interface FailureNode {
  readonly id: string;
  readonly parent?: FailureNode;
  /** The item that commands act on: a failure, the newest failure of a cause, or otherwise the account. */
  readonly resource: Resource;
  readonly resources?: readonly Resource[];
  /** The cause, which is also present for a failure and for the row that shows more failures. */
  readonly cause?: Cause;
  readonly mutes?: readonly Mute[];
  /** True for the resolved part of a cause. */
  readonly isResolved?: true;
  readonly failure?: ExplainedFailure;
  /** Failures with consecutive IDs, and the same failures as resources for commands. */
  readonly run?: readonly ExplainedFailure[];
  readonly members?: readonly Resource[];
  /** Text that distinguishes a failure from others of its cause; for a run, of its first and last failure. */
  readonly own?: readonly (string | undefined)[];
  readonly above?: string;
  /** For rows other than causes and failures, the row and its children. */
  readonly row?: Row;
  readonly children?: readonly FailureNode[];
  readonly unknown?: Unknown;
  readonly target?: { readonly accountId: string; readonly scope: Scope };
}

/** Minimum number of consecutive failures that share one row. Fewer can be seen at a glance. */
const shortestRun = 5;

/** Lists the failures of a cause, newest first, grouping failures with consecutive IDs. */
export function findRunsOf({ failures }: Cause): readonly (readonly ExplainedFailure[])[] {
  return findRuns(failures, toSeries, shortestRun);
}

/** Returns the key whose numbers may be consecutive. Tasks of one job can be; other IDs are not numbered by people. */
function toSeries({ failing }: ExplainedFailure): string {
  return failing.kind === 'task' ? `${failing.resource.jobId}\n${failing.resource.taskId}` : '';
}

/** Creates the row of a cause; undefined if the cause has no failures. */
export function toCauseNode(cause: Cause): FailureNode | undefined {
  const resources = cause.failures.map(({ failing }) => failing.resource);
  const [resource] = resources;
  if (resource === undefined) return undefined;
  const unknown = isUnread(cause.cluster) ? ({ unknown: 'logs' } as const) : {};
  return { id: JSON.stringify([cause.accountId, cause.cluster.fingerprint]), resource, resources, cause, ...unknown };
}

/** Creates the row of an account's muted causes, with the causes below it; empty if there are none. */
export function toMutedNodes(accountId: string, muted: readonly SplitCause[]): readonly FailureNode[] {
  const causes = muted.flatMap((split) => split.muted ?? []);
  if (causes.length === 0) return [];
  const children = muted.flatMap(({ muted: cause, mutes }): FailureNode[] => {
    const node = cause && toCauseNode(cause);
    return node === undefined ? [] : [{ ...node, id: `${node.id}muted`, mutes }];
  });
  const resource = { kind: 'account', accountId } as const;
  return [{ id: JSON.stringify([accountId, 'muted']), resource, row: toMutedCausesRow(causes), children }];
}

/** Creates the row of an account's resolved failures, with their causes below it; empty if there are none. */
export function toResolvedNodes(accountId: string, causes: readonly Cause[]): readonly FailureNode[] {
  if (causes.length === 0) return [];
  const children = causes.flatMap((cause): FailureNode[] => {
    const node = toCauseNode(cause);
    return node === undefined ? [] : [{ ...node, id: `${node.id}resolved`, isResolved: true }];
  });
  const resource = { kind: 'account', accountId } as const;
  return [{ id: JSON.stringify([accountId, 'resolved']), resource, row: toResolvedCausesRow(causes), children }];
}

/** Creates the row that replaces all causes if the filter matches none. */
export function toNoMatchNode(): FailureNode {
  const row: Row = {
    kind: 'empty',
    label: l10n.t('No failure matches the filter'),
    description: l10n.t('select to clear it'),
    icon: 'none',
    children: 'none',
    command: toCommandId('failures.clearFilter'),
  };
  return { id: 'noMatch', resource: { kind: 'account', accountId: '' }, row };
}

/** Creates rows of failures, one for each sequence. */
export function toFailureNodes(
  parentId: string,
  cause: Cause,
  runs: readonly (readonly ExplainedFailure[])[],
): readonly FailureNode[] {
  const ends = runs.flatMap((run) => [...new Set([run[0], run.at(-1)])].filter((end) => end !== undefined));
  const words = findOwnWords(ends);
  const owns = new Map(ends.map((failure, index) => [failure, words[index]]));
  return runs.flatMap((run): FailureNode[] => {
    const [failure, last] = [run[0], run.at(-1)];
    if (failure === undefined || last === undefined) return [];
    const { resource } = failure.failing;
    const id = `${parentId}${toKey(resource)}`;
    if (run.length === 1) return [{ id, resource, cause, failure, own: [owns.get(failure)] }];
    const members = run.map(({ failing }) => failing.resource);
    return [{ id: `${id}run`, resource, members, cause, run, own: [owns.get(failure), owns.get(last)] }];
  });
}

/** Creates the last row below the row with this ID, which shows the number of hidden failures. */
export function toMoreNode(id: string, cause: Cause, hidden: number): FailureNode {
  const resource = { kind: 'account', accountId: cause.accountId } as const;
  return { id: `${id}more`, resource, cause, above: id, row: toMoreFailuresRow(hidden) };
}
