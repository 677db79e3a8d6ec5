import * as l10n from '@vscode/l10n';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toKey, toOwnId } from '../../../core/model/resourceChain.ts';
import { findRuns } from '../../../core/query/runs.ts';
import { isUnread } from '../../../core/query/unreadFailures.ts';
import { findDifferences } from '../../../core/text/differences.ts';
import type { Scope } from '../../../service/store/accountStore.ts';
import { toCommandId } from '../../commandId.ts';
import type { Row } from '../row.ts';
import { toMutedCausesRow, toResolvedCausesRow } from './causeRows.ts';
import { toMoreFailuresRow } from './coverageRows.ts';
import type { Mute, SplitCause } from './mute.ts';

/**
 * What distinguishes failures of one cause: the service's details of each (the file), its explanation, or its command
 * line (the argument), whichever differs first. Ids of the failed things, their jobs and nodes are left out, since rows
 * show them.
 */
export function findOwnWords(failures: readonly ExplainedFailure[]): readonly (string | undefined)[] {
  const ids = failures.map(({ failing: { kind, resource } }) => [
    toOwnId(resource),
    ...(kind === 'task' ? [resource.jobId] : []),
  ]);
  const isKnown = (word: string, index: number): boolean => ids[index]?.some((id) => isOfId(word, id)) ?? false;
  const [details, titles, commands] = [toDetails, toTitle, toCommand].map((toText) =>
    findDifferences(failures.map(toText), isKnown),
  );
  return failures.map((_, index) => details?.[index] ?? titles?.[index] ?? commands?.[index]);
}

function toDetails({ failing }: ExplainedFailure): string | undefined {
  if (failing.kind !== 'task') return undefined;
  const { details = [] } = failing.task.executionInfo?.failureInfo ?? {};
  return details.length === 0 ? undefined : details.map(({ value = '' }) => value).join(' ');
}

/** For a failure that is assumed to be like another, the title of the other. */
function toTitle({ known, explanation }: ExplainedFailure): string | undefined {
  return known === 'alike' || known === 'unread' ? undefined : explanation.title;
}

function toCommand({ failing }: ExplainedFailure): string | undefined {
  return failing.kind === 'task' ? failing.task.commandLine : undefined;
}

/** `task-7`, and `--item 7` of it, whatever zeros lead; ids of nodes as the service makes them. */
function isOfId(word: string, id: string): boolean {
  const value = word.slice(word.lastIndexOf(' ') + 1);
  if (value === id || value.startsWith('tvm')) return true;
  const ordinal = /\d{1,12}$/.exec(id)?.[0];
  return ordinal !== undefined && /^\d{1,12}$/.test(value) && Number(value) === Number(ordinal);
}

/** What is not known of the failures of an account: a list, or how many of what there is. */
export type Unknown = 'silence' | 'error' | 'damaged' | 'counts' | 'tasks' | 'jobs' | 'logs' | 'nodes' | 'preparation';

/** A row of the failures view, as last shown. There is one object per row, so that VS Code recognises it. */
export interface FailureNode {
  readonly id: string;
  /** The row above it. */
  readonly parent?: FailureNode;
  /** The thing that commands act on: a failure, of a cause its newest one; the account where nothing else is meant. */
  readonly resource: Resource;
  /** Of a cause: everything that it hit. */
  readonly resources?: readonly Resource[];
  /** Of a failure, or of the row that shows more of them, too. */
  readonly cause?: Cause;
  /** Of a cause that is muted: what mutes it. */
  readonly mutes?: readonly Mute[];
  /** Of what is resolved of a cause. */
  readonly isResolved?: true;
  readonly failure?: ExplainedFailure;
  /** Failures whose ids run in sequence: all of them, and as resources for commands. */
  readonly run?: readonly ExplainedFailure[];
  readonly members?: readonly Resource[];
  /** What distinguishes a failure from the others of its cause; for a run, this of its first and last failure. */
  readonly own?: readonly (string | undefined)[];
  /** Of the row that shows more: the id of the row above it. */
  readonly above?: string;
  /** Of what is neither a cause nor a failure: the row, with its children. */
  readonly row?: Row;
  readonly children?: readonly FailureNode[];
  /** What it says that is not known. */
  readonly unknown?: Unknown;
  /** The list that could not be read. */
  readonly target?: { readonly accountId: string; readonly scope: Scope };
}

/** This many in sequence share one row; fewer can be seen at a glance. */
const shortestRun = 5;

/** The failures of a cause, newest first, those together whose ids run in sequence. */
export function findRunsOf({ failures }: Cause): readonly (readonly ExplainedFailure[])[] {
  return findRuns(failures, toSeries, shortestRun);
}

/** Tasks of one job are one series; nothing else has ids that people have counted. */
function toSeries({ failing }: ExplainedFailure): string {
  return failing.kind === 'task' ? `${failing.resource.jobId}\n${failing.resource.taskId}` : '';
}

function toCauseId({ accountId, cluster }: Cause): string {
  return JSON.stringify([accountId, cluster.fingerprint]);
}

/** The row of a cause; none for one that nothing has. */
export function toCauseNode(cause: Cause): FailureNode | undefined {
  const resources = cause.failures.map(({ failing }) => failing.resource);
  const [resource] = resources;
  if (resource === undefined) return undefined;
  const unknown = isUnread(cause.cluster) ? ({ unknown: 'logs' } as const) : {};
  return { id: toCauseId(cause), resource, resources, cause, ...unknown };
}

/** The row of the muted causes of an account, with these below it; none where there are none. */
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

/** The row of what is resolved in an account, with the causes of that below it; none where nothing is. */
export function toResolvedNodes(accountId: string, causes: readonly Cause[]): readonly FailureNode[] {
  if (causes.length === 0) return [];
  const children = causes.flatMap((cause): FailureNode[] => {
    const node = toCauseNode(cause);
    return node === undefined ? [] : [{ ...node, id: `${node.id}resolved`, isResolved: true }];
  });
  const resource = { kind: 'account', accountId } as const;
  return [{ id: JSON.stringify([accountId, 'resolved']), resource, row: toResolvedCausesRow(causes), children }];
}

/** Shown instead of all causes where the filter matches none. */
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

/** Rows of failures, those that run in sequence as one. */
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

/** The last of the rows below the one with this id, which says how many failures are not shown. */
export function toMoreNode(id: string, cause: Cause, hidden: number): FailureNode {
  const resource = { kind: 'account', accountId: cause.accountId } as const;
  return { id: `${id}more`, resource, cause, above: id, row: toMoreFailuresRow(hidden) };
}
