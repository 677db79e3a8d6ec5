import * as l10n from '@vscode/l10n';
import { isOfOwnRule } from '../../failures/failingKinds.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import { capitalize } from '../../text/locale.ts';
import { redactText } from '../../text/redact.ts';
import { formatNumber } from '../../words/numbers.ts';
import { maskToken } from '../evidence/literal.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { describeCategory, type FailureCategory, isOfFullDisk } from '../explanation/category.ts';
import type { Explanation } from '../explanation/explanation.ts';
import {
  countWords,
  cutWords,
  dropJoining,
  dropShell,
  dropTag,
  fewWords,
  fitShell,
  fitTitle,
  isUnreadable,
  maxTitleLength,
} from '../explanation/fitTitle.ts';
import { shortenNodeIds, withoutSubject } from '../explanation/sentences.ts';
import { sharedMemory } from '../logs/advice/evidence.ts';
import {
  type Failure,
  type Group,
  isCodeOfProgram,
  isLogLine,
  listOccurrences,
  restsOnExitCode,
} from './clusterFailure.ts';
import {
  findFrameRange,
  findShared,
  findSharedWords,
  readContainer,
  readFrame,
  readServiceMessage,
  readStep,
} from './sharedFacts.ts';
import { isBefore, isOfTask } from './triggers.ts';

/** Minimum length of a shortened detail. A shorter beginning does not distinguish a title from others. */
const shortestDetail = 30;

/** Maximum length of text that is quoted in the reasons, because a message may fill a page. */
const maxQuoted = 160;

/** Picks the first member by time and then by ID, which represents the group regardless of the order of the input. */
export function pickRepresentative(members: readonly Failure[]): Failure | undefined {
  const [first, ...others] = pickDecisive(members);
  if (first === undefined) return undefined;
  return others.reduce((earliest, other) => (isBefore(other, earliest) ? other : earliest), first);
}

/** Returns the failures of nodes, pools, and jobs, if any, because failures of tasks are then their effects. */
function pickDecisive(members: readonly Failure[]): readonly Failure[] {
  const owners = members.filter((member) => !isOfTask(member));
  return owners.length > 0 ? owners : members;
}

/**
 * Returns a short title for the cause: the common part of all titles, without names and with numbers as patterns, or
 * the title that represents them if too little of the common part is readable.
 */
export function toClusterTitle(group: Group, representative: Failure): string {
  const { code, category } = toShared(representative);
  const common = toCommonTitle(pickDecisive(group.members), representative);
  const isOfManyFiles = category === 'missing-file' && common.startsWith(`${maskToken} `);
  const readable = isOfManyFiles
    ? l10n.t('Several files are missing')
    : isUnreadable(common)
      ? withoutFirst(representative)
      : elide(common);
  const short = fitTitle(redactText(readable));
  const named = short === '' ? capitalize(describeCategory(category)) : beginSentence(short, toIds(representative));
  const withCode = `${named} (${code ?? ''})`;
  const isNamed = code === undefined || named.includes(code) || isOfExitCode(code);
  const whole = isNamed || withCode.length > maxTitleLength ? named : withCode;
  // The first words name the signal or the status; what follows says the same at length.
  const lead = category === 'crash-signal' ? whole.split(': ', 1)[0] : undefined;
  return withProgram(whole, group) ?? (lead && withProgram(lead, group)) ?? whole;
}

/** Returns the code and the category that all failures of a cause share. Those of a rule of the user may differ. */
function toShared({ explanation }: Failure): Pick<Explanation, 'code' | 'category'> {
  return isOfOwnRule(explanation.fingerprint) ? { category: 'other' } : explanation;
}

/** Capitalizes the first word. IDs and names of programs and files stay unchanged. */
function beginSentence(text: string, ids: readonly (string | undefined)[]): string {
  const [word = ''] = /^\p{Ll}+(?=[ ,’])/u.exec(text) ?? [];
  return word === '' || ids.includes(word) ? text : capitalize(text);
}

/**
 * Returns the first title that is common to all members: the whole titles, the titles without names, the words they
 * share, or the titles without all literals.
 */
function toCommonTitle(members: readonly Failure[], representative: Failure): string {
  if (members.every(saysOnlyFull)) return '';
  const wholes = new Set(members.map(withoutFirst));
  const [whole = ''] = wholes;
  if (wholes.size === 1) return whole;
  const shared = findSharedWords(wholes);
  // If the reasons are certain but differ, or programs report a full disk differently, no title fits the whole cluster.
  const isDisk = isOfFullDisk(representative.explanation.category);
  if (shared === undefined && (isDisk || haveOwnReasons(members))) return '';
  return withoutLastMask(shared ?? maskLiterals(withoutFirst(representative)));
}

/** Matches the system's messages for a full disk. */
const noSpace =
  /\bno space left on device\b|\bENOSPC\b|\bnot enough space on the disk\b|\bWrote only \d+ of \d+ bytes\b/i;

/**
 * Checks whether a task failed only because a disk is full. The name of such a cause must not depend on which of the
 * programs that used the disk are in the list: that of a job, or of an account.
 */
function saysOnlyFull(member: Failure): boolean {
  const { category, evidence = [] } = member.explanation;
  const line = evidence.find(({ isCause }) => isCause === true)?.text ?? '';
  return isOfTask(member) && isOfFullDisk(category) && noSpace.test(line) && !sharedMemory.test(line);
}

/** Checks whether all members are certain, and their reasons differ in more than names. */
function haveOwnReasons(members: readonly Failure[]): boolean {
  const areCertain = members.every(({ explanation }) => explanation.confidence === 'certain');
  return areCertain && new Set(members.map((member) => maskLiterals(withoutFirst(member)))).size > 1;
}

/** Replaces a word without common parts with an ellipsis: `no access to * without rights` would look like a pattern. */
function elide(masked: string): string {
  return masked.replace(/(?<=\s)([^\p{L}\s*]{0,10})\*(?=[^\p{L}\s]{0,10}\s)/gu, '$1…');
}

/** Removes a mask at the end, or in brackets at the end, and the words that only lead to it: a pattern says nothing. */
function withoutLastMask(masked: string): string {
  const rest = masked.replace(/\s?:? (?:\*|\([^()]{0,99}\*[^()]{0,99}\))$/, '');
  // A fraction goes as a whole: `on 1 of`.
  return rest === masked ? masked : dropJoining(rest.replace(/ \d+ (?:of|sur|van|av)$/, ''));
}

/** Removes a title's subject: `frame-0001 failed: X` becomes `X`, `frame-0001 was terminated` `was terminated`. */
function withoutFirst({ explanation: { title }, ...ids }: Failure): string {
  const cause = withoutSubject(title, toIds(ids));
  // If an ID follows the removed subject, it belongs to the name of a file.
  if (cause !== title) return cause;
  const name = toIds(ids).find((id) => id !== undefined && cause.startsWith(`${shortenNodeIds(id)} `));
  return name === undefined ? cause : cause.slice(shortenNodeIds(name).length + 1);
}

function toIds({ taskId, nodeId, poolId, jobId }: Omit<Failure, 'explanation'>): readonly (string | undefined)[] {
  return [taskId, nodeId, poolId, jobId];
}

/**
 * Adds distinguishing text to the title of a cluster that other clusters share: its message, its place in storage, or
 * the line of the log. A message that does not fit next to the title is cut, or replaces the title if other messages
 * begin in the same way (not `mayCut`). Without any of these, adds the exit code if nothing else is known, or the job
 * or pool.
 */
export function toDetailedTitle(title: string, group: Group, representative: Failure, mayCut = true): string {
  const bare = title.replace(` (${representative.explanation.code ?? ''})`, '');
  const place = group.template === '' ? findContainer(group) : undefined;
  const placed = l10n.t('{place}: {title}', { place: redactText(place ?? ''), title: bare });
  // The place comes first, because a narrow view does not show text after the title.
  if (place !== undefined && placed.length <= maxTitleLength) return placed;
  const detail = fitShell(findDetail(group, representative), maxTitleLength);
  const both = detail === '' ? bare : dropTag(l10n.t('{title}: {detail}', { title: bare, detail }));
  if (both.length <= maxTitleLength && both !== bare) return both;
  const led = mayCut ? cutBehind(bare, dropTag(detail)) : undefined;
  if (led !== undefined) return led;
  // A quoted line may be cut at its end.
  const fitted = countWords(detail) < fewWords ? fitTitle(both) : cutWords(fitTitle(detail), maxTitleLength);
  if (fitted !== bare) return beginSentence(fitted, toIds(representative));
  const named = withPlace(bare, group);
  return restsOnExitCode(representative.explanation) ? withExitCode(bare, named, group) : named;
}

/**
 * Returns the title with the beginning of the distinguishing text; undefined if the beginning is too short to be
 * informative.
 */
function cutBehind(title: string, detail: string): string | undefined {
  const left = maxTitleLength - l10n.t('{title}: {detail}', { title, detail: '' }).length;
  const cut = left < shortestDetail ? '' : cutWords(detail, left);
  return countWords(cut) < fewWords ? undefined : l10n.t('{title}: {detail}', { title, detail: cut });
}

function findDetail({ template, members }: Group, { explanation, message }: Failure): string {
  const line = findLogLine(explanation);
  // The explanation's own text is the same for other failures.
  const said = line ?? (message === explanation.cause ? '' : message);
  const masked =
    (said === '' ? '' : firstLine(template)) || findContainer({ members }) || firstLine(maskLiterals(said, 'words'));
  return redactText(isUnreadable(masked) ? firstLine(said) : withoutLastMask(masked)).slice(0, maxQuoted);
}

/**
 * Returns the container that all members share in the form that people write: `contoso/inputs` for
 * `contoso.blob.core.windows.net/inputs`.
 */
function findContainer({ members }: Pick<Group, 'members'>): string | undefined {
  return findShared(members, readContainer)?.replace(/^([^./]{1,64})\.[^/]{1,255}\//, '$1/');
}

/** Adds the program of which only the exit code is known, which can mean something else in others. */
function withProgram(title: string, { members }: Group): string | undefined {
  const program = members.every(({ explanation }) => isCodeOfProgram(explanation))
    ? findShared(members, (failure) => failure.program)
    : undefined;
  if (program === undefined || program === '') return undefined;
  const named = l10n.t('{title}: {detail}', { title, detail: redactText(program) });
  return named.length <= maxTitleLength ? named : undefined;
}

function withPlace(title: string, { members }: Group): string {
  const job = findShared(members, ({ jobId }) => jobId);
  const pool = findShared(members, ({ poolId }) => poolId);
  const place = job === undefined ? pool && l10n.t('pool {0}', pool) : l10n.t('job {0}', job);
  if (place === undefined) return title;
  const placed = l10n.t('{title}: {detail}', { title, detail: place });
  return placed.length <= maxTitleLength ? placed : title;
}

/** Distinguishes causes with the same detailed title by their exit codes. */
export function withExitCode(title: string, detailed: string, { members }: Group): string {
  const exitCode = findShared(members, (failure) => failure.exitCode?.toString());
  if (exitCode === undefined) return detailed;
  const titled = l10n.t('{title}: {detail}', { title, detail: l10n.t('exit code {0}', exitCode) });
  return titled.length <= maxTitleLength ? titled : detailed;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function findLogLine({ evidence = [] }: Explanation): string | undefined {
  return evidence.find(({ source }) => isLogLine(source))?.text;
}

/** Describes what all members have in common, most distinctive first. */
export function describeWhy(group: Group, representative: Failure): string {
  const { code, category } = toShared(representative);
  const reasons = [
    ...(code === undefined || isOfExitCode(code) ? describeSameKind(category) : [l10n.t('same code ({0})', code)]),
    ...describeMessage(group, representative),
    ...describePlace(group),
    ...describeWork(group),
    ...describeCommon(group),
  ];
  return reasons.join(l10n.t({ message: ', ', comment: ['Joins the reasons why failures belong together'] }));
}

function describeSameKind(category: FailureCategory): readonly string[] {
  return category === 'other' ? [] : [l10n.t('same kind of cause ({0})', describeCategory(category))];
}

function describeMessage(group: Group, representative: Failure): readonly string[] {
  // The explanation's own text is not a message from a program or the service.
  const isSaid = representative.message !== representative.explanation.cause;
  if (group.template !== '' && isSaid) return [l10n.t('same message: {0}', shorten(group.template))];
  const line = findSharedLine(group.members);
  if (line !== undefined) return [l10n.t('same line in the log: {0}', shorten(dropShell(line)))];
  const said = findShared(group.members, readServiceMessage);
  if (said !== undefined) return [l10n.t('same message: {0}', shorten(said))];
  const title = toCommonTitle(pickDecisive(group.members), representative);
  return title === '' ? [] : [l10n.t('same cause: {0}', shorten(title))];
}

/** Returns the decisive line of the log that all members share, without literals; undefined if they share none. */
function findSharedLine(members: readonly Failure[]): string | undefined {
  const lines = new Set(members.map(({ explanation }) => maskLiterals(findLogLine(explanation) ?? '', 'words')));
  return lines.has('') ? undefined : findSharedWords(lines);
}

/** Describes where to fix the cause: the line of code, or the container. */
function describePlace({ members }: Group): readonly string[] {
  const frame = findShared(members, readFrame);
  const container = findShared(members, readContainer);
  return [
    ...(frame === undefined ? [] : [l10n.t('same line of code: {0}', frame)]),
    ...(container === undefined ? [] : [l10n.t('same container: {0}', container)]),
  ];
}

/** Redacts and shortens text. Redacts first, because half a secret is not recognized. */
function shorten(text: string): string {
  // The text is quoted in the middle of a sentence.
  const clean = redactText(text).replace(/\.$/, '');
  return clean.length > maxQuoted ? `${clean.slice(0, maxQuoted - 1)}…` : clean;
}

/** Describes the parts of a workflow or a scene that the members represent. */
function describeWork({ members }: Group): readonly string[] {
  const step = findShared(members, readStep);
  const frames = findFrameRange(members);
  return [
    ...(step === undefined ? [] : [l10n.t('all of {0}', step)]),
    ...(frames === undefined ? [] : [l10n.t('frames {first}–{last}', { first: frames[0], last: frames[1] })]),
  ];
}

function describeCommon({ members, followers }: Group): readonly string[] {
  const all = listOccurrences([...members, ...followers]);
  if (all.length < 2) return [];
  const node = findShared(all, ({ nodeId }) => nodeId);
  const pool = findShared(all, ({ poolId }) => poolId);
  const job = findShared(all, ({ jobId }) => jobId);
  return [
    ...(followers.length === 0 ? [] : [l10n.t('including follow-on failures ({0})', formatNumber(followers.length))]),
    ...(node === undefined ? [] : [l10n.t('all on node {0}', shortenNodeIds(node))]),
    ...(pool === undefined || node !== undefined ? [] : [l10n.t('all in pool {0}', pool)]),
    ...(job === undefined ? [] : [l10n.t('all in job {0}', job)]),
  ];
}
