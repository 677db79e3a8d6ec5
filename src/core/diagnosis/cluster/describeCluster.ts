import * as l10n from '@vscode/l10n';
import { shortenNodeIds } from '../draft.ts';
import type { Evidence } from '../explanation.ts';
import { maskLiterals, maskName } from '../mask.ts';
import { describeCategory } from '../report/reportClass.ts';
import { type Failure, type Group, isLogLine } from './failure.ts';

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
  for (const get of identifying) {
    const [left, right] = [get(one) ?? '', get(other) ?? ''];
    if (left !== right) return left < right;
  }
  return false;
}

const identifying: readonly ((failure: Failure) => string | undefined)[] = [
  ({ at }) => at,
  ({ jobId }) => jobId,
  ({ taskId }) => taskId,
  ({ poolId }) => poolId,
  ({ nodeId }) => nodeId,
  ({ message }) => message,
  ({ explanation }) => explanation.title,
];

/** The cause in a few words: what all titles have in common, without names and with numbers as patterns. */
export function toClusterTitle(group: Group, representative: Failure): string {
  const { code, category } = representative.explanation;
  const short = shorten(toCommonTitle(group.members, representative));
  const named = short === '' ? describeCategory(category) : short.charAt(0).toUpperCase() + short.slice(1);
  return code === undefined || named.includes(code) || code === 'FailureExitCode' ? named : `${named} (${code})`;
}

/** From what says most to what says least: the first way to write a title in which all members agree. */
const titleForms: readonly ((failure: Failure) => string)[] = [
  ({ explanation: { title }, ...ids }) => withoutSubject(title, toIds(ids)),
  (failure) => withoutFirst(failure),
  (failure) => maskName(withoutFirst(failure)),
];

function toCommonTitle(members: readonly Failure[], representative: Failure): string {
  for (const toTitle of titleForms) {
    const title = toTitle(representative);
    if (members.every((member) => toTitle(member) === title)) return title;
  }
  return maskLiterals(withoutFirst(representative)).replace(/:? \*$/, '');
}

/** `frame-0001 was terminated` becomes `was terminated`. */
function withoutFirst({ explanation: { title }, ...ids }: Failure): string {
  const cause = withoutSubject(title, toIds(ids));
  const name = toIds(ids).find((id) => id !== undefined && cause.startsWith(`${shortenNodeIds(id)} `));
  return name === undefined ? cause : cause.slice(shortenNodeIds(name).length + 1);
}

function toIds({ taskId, nodeId, poolId }: Omit<Failure, 'explanation'>): readonly (string | undefined)[] {
  return [taskId, nodeId, poolId];
}

/** What tells the cluster from others of its title: its message, or the line of the log. */
export function toClusterDetail({ template }: Group, { explanation: { evidence }, message }: Failure): string {
  const line = findLogLine(evidence) ?? message;
  return shorten(firstLine(template) || firstLine(maskLiterals(line, 'words')));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function findLogLine(evidence: readonly Evidence[]): string | undefined {
  return evidence.find(({ source }) => isLogLine(source))?.text;
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
    describeMessage(group, representative),
    ...describeCommon(group.members),
  ];
  return reasons.join(l10n.t({ message: ', ', comment: ['Joins the reasons why failures belong together'] }));
}

function describeMessage(group: Group, { explanation: { evidence } }: Failure): string {
  if (group.template !== '') return l10n.t('same message: {0}', shorten(group.template));
  const line = findLogLine(evidence);
  return line === undefined
    ? l10n.t('same cause in what the service and the logs say')
    : l10n.t('same line in the log: {0}', shorten(maskLiterals(line)));
}

function shorten(text: string): string {
  return text.length > maxTitleLength ? `${text.slice(0, maxTitleLength - 1)}…` : text;
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
