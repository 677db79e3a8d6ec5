import { findLargest } from '../../../../extremes.ts';
import type { FailureCategory } from '../../../explanation/category.ts';
import { isAdvice, isSmallTalk } from '../../lexicon/harmlessLines.ts';
import { type Finding, toLastLine, weights } from '../finding.ts';
import { isCalm } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';

/*
 * Scripts continue after a step has failed, so later steps lack its result: curl is refused, tar finds no archive, and
 * the program inside is missing. The first failure of such a chain is the cause. Later failures are consequences if a
 * link is known: they lack the result of the failed step, or they repeat that it failed.
 */

interface Failure {
  readonly category: FailureCategory;
  readonly text: string;
}

/** Categories of failures that an earlier failure can cause. */
const lacking: ReadonlySet<FailureCategory> = new Set(['missing-program', 'missing-file', 'missing-module']);

const fetching: ReadonlySet<FailureCategory> = new Set([
  'network-dns',
  'network-tls',
  'network',
  'auth-storage',
  'sas-expired',
  'throttled',
  'timeout',
  'service',
]);

/** Categories of failures after which programs and modules can be missing, because they had not been installed yet. */
const unsettling: ReadonlySet<FailureCategory> = new Set([
  ...fetching,
  'disk-full',
  'permission',
  'lock-contention',
  'dependency-version',
  'license',
  'image-pull',
]);

/** Categories of failures that something missing never causes. */
const independent: ReadonlySet<FailureCategory> = new Set([
  ...fetching,
  'disk-full',
  'out-of-memory',
  'lock-contention',
]);

const notServed =
  /\b(?:curl: \(22\) \w+|BlobNotFound|(?:RESPONSE|ERROR|FEHLER|erreur|ERREUR|HTTP\/[\d.]+|status(?: code)?:?)[ \u00A0]404|404:? Not Found|[Rr]epository (?:'\S{1,200}' )?not found)\b/;

const handsOn = /(?:^|[\s:])(?:cd|cp|mv|ln|tar|unzip|gunzip|gzip|bunzip2|xz|rsync|scp|mount|source)(?: \(child\))?: /;

const unpacks = /(?:^|[\s:])(?:tar|unzip|gunzip|gzip|bunzip2|xz|unzstd|zstd|7z)(?: \(child\))?: /;

const copies = /(?:^|[\s:])(?:cp|mv|ln|rsync|scp): /;
const isData = /\.(?:cfg|conf|config|ini|json|ya?ml|toml|env|csv|tsv|txt|md|log|dat|xml|properties|lock|pkl|parquet)$/i;

const listsPackages = /(?:^|[\\/])(?:requirements|constraints|environment|env|packages?|pyproject|conda)[^\\/]*$/i;

const looksAt = /^(?:cat|grep|head|tail|ls|wc|stat|sed|cut|sort|diff|cmp|find): /;

/** Checks whether a line is from a command that only looks at a file, which another program should have written. */
export function onlyLooks(text: string): boolean {
  return looksAt.test(text);
}

/** Matches a command that enters a folder, on which all relative paths depend. */
const enters = /(?:^|[\s:])cd: /;

/** Matches a shell that reads variables from a file, without which everything else may fail. */
const sources =
  /^\S{1,200}: (?:line )?\d{1,7}: (?:\.: |source: )?(?:cannot open )?\S{0,200}(?:\.(?:env|sh|bash|\w{0,10}rc)|profile|activate): /;

const mostConsequences = 10;

/**
 * Lowers a verdict to a cause if an earlier failure may explain it (`followsFailure`). An exit code for something
 * missing shows which program reported last, not why.
 */
export function doubtFollowing(finding: Finding, all: readonly Finding[], log: LogText): Finding {
  return finding.weight === 'verdict' && (finding.category !== 'missing-module' || isPacked(finding, all, log))
    ? { ...finding, weight: 'cause' }
    : finding;
}

/** Checks whether unpacking an archive failed earlier, because the archive may contain what is missing. */
function isPacked({ line }: Finding, all: readonly Finding[], log: LogText): boolean {
  return all.some((one) => one.line < line && isStrong(one) && unpacks.test(log.text(one.line)));
}

/** Checks whether something is missing after a failure that may explain it. */
export function followsFailure({ category, line }: Finding, all: readonly Finding[]): boolean {
  return lacking.has(category) && all.some((one) => one.line < line && isStrong(one));
}

/** Checks whether something missing may explain another missing item below it, to which the exit code belongs. */
export function precedesLack({ category, line }: Finding, all: readonly Finding[]): boolean {
  const isNext = (one: Finding): boolean => one.line > line && one.category !== category && lacking.has(one.category);
  return lacking.has(category) && all.some((one) => isNext(one) && isStrong(one));
}

/** Checks whether something is missing that a failed step may have been meant to provide. */
export function isLack({ category }: Pick<Failure, 'category'>): boolean {
  return lacking.has(category);
}

/** Checks whether something is missing or could not be fetched; a script may continue without it. */
export function isWant({ category }: Pick<Failure, 'category'>): boolean {
  return lacking.has(category) || fetching.has(category);
}

/** Checks whether a failure may explain why something is missing in `other`, from another log of the same process. */
export function leadsToLack(one: Failure, other: Failure): boolean {
  return lacking.has(other.category) && (!lacking.has(one.category) || (isFetch(one) && !isFetch(other)));
}

/** Matches a package that is missing from an index, rather than one that a program lacks. */
const ofPackage = /(?<![\w/'"-])packages?\b(?! called| or namespace)|\bPackagesNotFoundError\b/i;

/** Checks whether a step failed to fetch or install something. */
function isFetch({ category, text }: Failure): boolean {
  return fetching.has(category) || notServed.test(text) || (category === 'missing-module' && ofPackage.test(text));
}

/** Checks whether a different failure precedes a verdict, which makes the verdict uncertain. */
export function isSecond({ line, weight, category }: Finding, all: readonly Finding[]): boolean {
  return weight === 'verdict' && all.some((one) => one.line < line && one.category !== category && isStrong(one));
}

function isStrong({ weight }: Finding): boolean {
  return weights[weight] >= weights.cause;
}

/**
 * Lowers failures that a script survived to hints: something was missing, but the script reported that it continues or
 * failed later for an unrelated reason.
 */
export function demoteSurvived(findings: readonly Finding[], log: LogText, doesWithout: boolean): readonly Finding[] {
  const strong = findings.filter(isStrong);
  const last = strong.at(-1);
  const root = strong.find((finding) => isIndependent(finding, log));
  const end = findings.findLast(({ weight, handled }) => weights[weight] >= weights.error && handled !== true);
  const announced = end === undefined ? -1 : findAnnounced(end, log);
  return findings.map((finding) => {
    const isOver = finding.line < (root?.line ?? -1) && isProbe(finding, log);
    const isSurvived =
      isOver ||
      (doesWithout && finding.covers === undefined && isWant(finding) && !isFollowed(finding, strong, log)) ||
      (finding !== last && isDoneWithout(finding, log)) ||
      isUnrelated(finding, strong, log) ||
      (end !== undefined && endsOtherwise(end, finding, log));
    const isEarlier =
      end !== undefined && finding.line < announced && isLack(finding) && !lacksItsWork(end, finding, log);
    const isLowered = isEarlier ? finding.covers === undefined : isSurvived && finding.weight === 'cause';
    return isLowered ? { ...finding, weight: 'hint' } : finding;
  });
}

/** Checks whether a later failure is due to the missing result of this step. */
function isFollowed(finding: Finding, strong: readonly Finding[], log: LogText): boolean {
  return strong.some((one) => one.line > finding.line && lacksItsWork(one, finding, log));
}

/**
 * Checks whether a step lacked a file, and later steps lack only programs and modules, which that file does not
 * provide.
 */
function isUnrelated(finding: Finding, strong: readonly Finding[], log: LogText): boolean {
  const text = log.text(finding.line);
  if (finding.category !== 'missing-file' || !(looksAt.test(text) || copiesData(finding, text))) return false;
  const later = strong.filter(({ line }) => line > finding.line);
  return later.length > 0 && later.every((one) => isInstalled(one) && !lacksItsWork(one, finding, log));
}

/** Categories of a program's end that a missing file rarely causes. */
const ownEnds: ReadonlySet<FailureCategory> = new Set([
  'exception-in-user-code',
  'crash-signal',
  'out-of-memory',
  'gpu',
]);

/**
 * Checks whether a program crashed or threw an exception that does not mention the file that an earlier step lacked.
 */
function endsOtherwise(end: Finding, finding: Finding, log: LogText): boolean {
  const text = log.text(finding.line);
  const isOfStep = (looksAt.test(text) || handsOn.test(text)) && !enters.test(text) && !notServed.test(text);
  if (!isOfStep || finding.category !== 'missing-file' || end.line <= finding.line) return false;
  const isCrash = end.covers !== undefined || end.category !== 'exception-in-user-code';
  return isCrash && ownEnds.has(end.category) && !lacksItsWork(end, finding, log);
}

const shortestMessage = 20;
const announcedWithin = 40;

/**
 * Finds the line in which a program printed the message of the exception that ended it; -1 if it didn't. What was
 * missing before that line is not what the program gave up for.
 */
function findAnnounced({ covers, line }: Finding, log: LogText): number {
  if (covers === undefined) return -1;
  const text = log.text(line);
  const message = text.slice(text.indexOf(': ') + 2).trim();
  if (message.length < shortestMessage) return -1;
  // Indented lines are code, which also contains the message.
  for (let at = line - 1; at >= Math.max(0, line - announcedWithin); at--)
    if (/^\S/.test(log.text(at)) && log.text(at).includes(message)) return at;
  return -1;
}

/** Checks whether the step would have copied a single file that contains neither code nor other files. */
function copiesData({ subject = '' }: Finding, text: string): boolean {
  return copies.test(text) && !notServed.test(text) && isData.test(subject) && !listsPackages.test(subject);
}

function isInstalled({ category, subject }: Finding): boolean {
  return lacking.has(category) && category !== 'missing-file' && !isPath(subject);
}

/** Matches a server on the node itself, which an earlier step should have started. */
const ofNode = /\b(?:localhost|127\.0\.0\.1)\b|\[::1\]|on socket "/;

/**
 * Checks whether a failure can't be due to something missing. A compiler's error counts, unless it mentions something
 * missing.
 */
function isIndependent({ category, line, rule }: Finding, log: LogText): boolean {
  if (category === 'network' && ofNode.test(log.text(line))) return false;
  const isCode = category === 'exception-in-user-code' && /^(?:compiler|linker)-/.test(rule?.id ?? '');
  return independent.has(category) || (isCode && !saysMissing.test(log.text(line))) || notServed.test(log.text(line));
}

const saysMissing = /\bNo such file\b|\bcannot find\b/;

/** Matches a line from a shell or a named program, as opposed to the log of a program. */
const ofStep = /^(?!(?:error|fatal|warning|panic|exception): )(?:[^\s:]{1,200}: (?:line )?\d+: |[\w.+-]{1,40}: )/i;

/** Checks whether a shell or a named program wrote the line. */
export function isOfStep(finding: Finding, log: LogText): boolean {
  return ofStep.test(log.text(finding.line)) && !/(?:Error|Exception)$/.test(toSpeaker(finding, log));
}

/** Returns the part of a line before the first colon, where programs put their name. */
export function toSpeaker({ line }: Finding, log: LogText): string {
  return log.text(line).split(':', 1)[0] ?? '';
}

/** Checks whether a step of a script only found that something is missing. */
function isProbe({ category, covers, line, rule }: Finding, log: LogText): boolean {
  const text = log.text(line);
  if (rule?.id === 'git-outside-repository') return true;
  return (
    lacking.has(category) &&
    covers === undefined &&
    ofStep.test(text) &&
    !notServed.test(text) &&
    !enters.test(text) &&
    !sources.test(text)
  );
}

const without =
  /\b(?:offline|without (?:it|them)|on (?:the )?CPU|CPU only|fall(?:s|ing)? back|fell back|using (?:the )?(?:default|CPU)|using \w+ instead|skipp(?:ed|ing)|not (?:required|needed)|optional|continuing)\b/i;

function isDoneWithout({ category, line, covers = [] }: Finding, log: LogText): boolean {
  const next = log.next(covers.at(-1) ?? line);
  return lacking.has(category) && next !== -1 && without.test(log.text(next));
}

/**
 * Lists the failures that follow from a cause, in the order of the log. A single repetition is not a chain, because
 * programs usually end by reporting that they failed.
 */
export function listConsequences(cause: Finding, heard: readonly Finding[], log: LogText): readonly Finding[] {
  const found: Finding[] = [];
  const said = new Set([log.text(cause.line).trim()]);
  let last = toLastLine(cause);
  let isNear = true;
  for (const finding of heard) {
    if (finding.line <= last || finding.weight === 'hint' || finding.handled === true) continue;
    const isRepeat =
      finding.weight === 'echo' && isNear && saysFailure(finding, log) && !goesOnSaying(finding, cause, log);
    if (isRepeat || (finding.weight !== 'echo' && lacksItsWork(finding, cause, log))) {
      const text = log.text(finding.line).trim();
      if (log.toOriginal(finding.line) !== log.toOriginal(last) && !said.has(text)) found.push(finding);
      said.add(text);
      last = toLastLine(finding);
      isNear = true;
      if (found.length === mostConsequences) break;
    } else if (isStrong(finding)) isNear = false;
  }
  return found.length === 1 && found.every(({ weight }) => weight === 'echo') ? [] : found;
}

/**
 * Finds the last failure, if it is from a different program than the one that failed first. The exit code belongs to
 * the last failure, whether or not a link to the first one is known.
 */
export function findLastFailure(
  cause: Finding,
  consequences: readonly Finding[],
  heard: readonly Finding[],
  log: LogText,
): Finding | undefined {
  const end = heard.findLast(({ weight, handled }) => weights[weight] >= weights.error && handled !== true);
  const last = findLargest(consequences.map(toLastLine), toLastLine(cause));
  const isOther =
    end !== undefined &&
    end.line > last &&
    toSpeaker(end, log) !== toSpeaker(cause, log) &&
    // One program can report its failure in several lines.
    (end.category !== cause.category || isOfStep(end, log));
  const said = [cause, ...consequences].map(({ line }) => log.text(line).trim());
  return isOther && !said.includes(log.text(end.line).trim()) ? end : undefined;
}

/** Checks whether an echo reports a failure, rather than the program's next step or advice to its user. */
function saysFailure({ line }: Finding, log: LogText): boolean {
  const text = log.text(line);
  return !isSmallTalk(text) && !isAdvice(text) && !isCalm(log.level(line)) && !/^\W*(?:note|hint|$)/i.test(text);
}

/**
 * Checks whether a line continues the program's report of the cause: it is indented, or begins with the same two words,
 * such as `npm error`.
 */
function goesOnSaying({ line }: Finding, cause: Finding, log: LogText): boolean {
  const text = log.text(line);
  const lead = /^[^\s:]+ [^\s:]+(?= |$)/.exec(log.text(cause.line))?.[0];
  return /^\s/.test(text) || (lead !== undefined && (text === lead || text.startsWith(`${lead} `)));
}

/** Returns true if a package manager reported the finding. */
function isOfInstaller({ rule }: Finding): boolean {
  return /^(?:apt|dpkg|dnf|yum|pip|conda|poetry|npm|yarn|pnpm)-/.test(rule?.id ?? '');
}

/** Checks whether a failure is due to the missing result of a failed step. */
function lacksItsWork(finding: Finding, cause: Finding, log: LogText): boolean {
  const text = log.text(cause.line);
  const fetches = isFetch({ ...cause, text });
  if (finding.category === 'network')
    return cause.category === 'missing-program' && ofNode.test(log.text(finding.line));
  if (finding.category === 'bad-input') return fetches;
  if (enters.test(log.text(finding.line))) return fetches || !lacking.has(cause.category);
  if (!lacking.has(finding.category)) return false;
  const { subject } = finding;
  if (subject !== undefined && sharesName(subject, cause, text)) return true;
  if (isElsewhere(subject)) return false;
  if (finding.category !== 'missing-file' && !isPath(subject))
    return fetches || isOfInstaller(cause) || unsettling.has(cause.category) || unpacks.test(text);
  return fetches || cause.category !== 'missing-file' || handsOn.test(text);
}

function isPath(subject: string | undefined): boolean {
  return subject?.includes('/') === true;
}

/** Checks whether a path is outside the task's folders, where its steps put their results. */
function isElsewhere(subject: string | undefined): boolean {
  return subject !== undefined && /^(?:[/~]|[A-Z]:)/.test(subject) && !/[/\\]workitems[/\\]/.test(subject);
}

/** Minimum length of a name; shorter names occur in other words by chance. */
const shortestName = 4;

function sharesName(subject: string, cause: Finding, text: string): boolean {
  const parts = subject.split(/[/\\]/).filter((part) => part.length >= shortestName);
  const base = parts.at(-1);
  const from = cause.subject?.split(/[/\\]/).at(-1);
  return (base !== undefined && text.includes(base)) || (from !== undefined && parts.includes(from));
}
