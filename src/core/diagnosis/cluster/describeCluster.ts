import * as l10n from '@vscode/l10n';
import { shortenNodeIds } from '../draft.ts';
import { maskName } from '../mask.ts';
import { describeCategory } from '../report/reportClass.ts';
import type { Failure, Group } from './failure.ts';

/** Longest title; a message may be a page. */
const maxTitleLength = 160;

/** The first in time and then by id: the one that stands for the group, whatever the order of the input. */
export function pickRepresentative(members: readonly Failure[]): Failure | undefined {
  let first = members[0];
  for (const member of members) if (first === undefined || isBefore(member, first)) first = member;
  return first;
}

function isBefore(one: Failure, other: Failure): boolean {
  // A failure of a node comes before what it did to tasks.
  const [oneRank, otherRank] = [one.taskId === undefined ? 0 : 1, other.taskId === undefined ? 0 : 1];
  if (oneRank !== otherRank) return oneRank < otherRank;
  if (one.at !== other.at) return one.at < other.at;
  return toId(one) < toId(other);
}

function toId({ jobId, taskId, poolId, nodeId, message }: Failure): string {
  return `${jobId ?? ''}\n${taskId ?? ''}\n${poolId ?? ''}\n${nodeId ?? ''}\n${message}`;
}

/** The cause in a few words: the representative's title without its own name, and with names as patterns. */
export function toClusterTitle(group: Group, representative: Failure): string {
  const { title, code, category } = representative.explanation;
  const cause = withoutSubject(title, [representative.taskId, representative.nodeId, representative.poolId]);
  const text = group.members.length > 1 ? maskName(cause) : cause;
  const short = text.length > maxTitleLength ? `${text.slice(0, maxTitleLength - 1)}…` : text;
  const named = short === '' ? describeCategory(category) : short.charAt(0).toUpperCase() + short.slice(1);
  return code === undefined || named.includes(code) || code === 'FailureExitCode' ? named : `${named} (${code})`;
}

/** `frame-0001 failed: X` becomes `X`: which task it was does not matter for the group. */
export function withoutSubject(title: string, ids: readonly (string | undefined)[]): string {
  const names = ids.filter((id) => id !== undefined && id !== '');
  const colon = title.indexOf(': ');
  if (colon < 0) return title;
  const subject = title.slice(0, colon);
  return names.some((name) => name !== undefined && subject.includes(shortenNodeIds(name)))
    ? title.slice(colon + 2)
    : title;
}

/** What all of them have in common, most telling first. */
export function describeWhy(group: Group, representative: Failure): string {
  const { code, category } = representative.explanation;
  const reasons = [
    code === undefined
      ? l10n.t('same kind of cause ({0})', describeCategory(category))
      : l10n.t('same code ({0})', code),
    group.template === ''
      ? l10n.t('same cause in what the service and the logs say')
      : l10n.t('same message: {0}', shorten(group.template)),
    ...describeCommon(group.members),
  ];
  return reasons.join(l10n.t({ message: ', ', comment: ['Joins the reasons why failures belong together'] }));
}

function shorten(template: string): string {
  return template.length > maxTitleLength ? `${template.slice(0, maxTitleLength - 1)}…` : template;
}

function describeCommon(members: readonly Failure[]): readonly string[] {
  if (members.length < 2) return [];
  const node = findCommon(members, ({ nodeId }) => nodeId);
  const pool = findCommon(members, ({ poolId }) => poolId);
  const job = findCommon(members, ({ jobId }) => jobId);
  const consequences =
    members.some((member) => member.taskId === undefined) && members.some((member) => member.taskId !== undefined);
  return [
    ...(consequences ? [l10n.t('tasks that ended with their node')] : []),
    ...(node === undefined ? [] : [l10n.t('all on node {0}', node)]),
    ...(pool === undefined || node !== undefined ? [] : [l10n.t('all in pool {0}', pool)]),
    ...(job === undefined ? [] : [l10n.t('all in job {0}', job)]),
  ];
}

function findCommon(members: readonly Failure[], get: (member: Failure) => string | undefined): string | undefined {
  const first = members[0] === undefined ? undefined : get(members[0]);
  return first !== undefined && members.every((member) => get(member) === first) ? first : undefined;
}
