import { failingKinds, isOfOwnRule, withKind } from '../../failures/failingKinds.ts';
import { groupBy } from '../../groupBy.ts';
import { hashText } from '../../text/hashText.ts';
import { redactText } from '../../text/redact.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { Explanation } from '../explanation/explanation.ts';
import {
  type Failure,
  findFailedKind,
  type Group,
  isCodeOfProgram,
  isLogLine,
  restsOnExitCode,
} from './clusterFailure.ts';
import type { FailingKind } from './failing.ts';
import { learnLiterals } from './learnedLiterals.ts';

/** Matches fingerprints created by `toFingerprint`, which distinguish causes on their own. */
const ownFingerprint = /^v1:([a-z-]{1,40}):[^:\n]{0,80}:[0-9a-f]{16}$/;
/** Categories whose fingerprints may cover many causes, so that the message is also considered. */
const vagueCategories: ReadonlySet<string> = new Set(['other', 'exception-in-user-code']);

/** Checks whether causes with this fingerprint may have nothing in common because the category is vague. */
function isVague(fingerprint: string): boolean {
  const category = ownFingerprint.exec(fingerprint)?.[1];
  return category === undefined || vagueCategories.has(category);
}

/** Checks whether the message is a log whose decisive line is already in the explanation and its fingerprint. */
function isExplained({ explanation: { evidence = [] }, message }: Failure): boolean {
  return evidence.some(({ source, text }) => isLogLine(source) && message.includes(text));
}

/** Lengths for cutting long messages before they are masked, which must not leave half a secret. */
const longMessage = 1000;
const longestEnd = 4000;
/** Maximum length of a key. V8 hashes strings of more than 16,383 characters by length alone: all would collide. */
const longestKey = 2 * longestEnd;

/** Returns the message without literals. `masked` contains templates created earlier. */
function toTemplate(message: string, masked: Map<string, string>): string {
  if (message.length <= longestKey) return getOrMake(masked, message, maskMessage);
  return maskMessage(`${message.slice(0, longestEnd)}\n${message.slice(-longestEnd)}`);
}

function maskMessage(message: string): string {
  return maskLiterals(message.length > longMessage ? redactText(message) : message, 'words');
}

/** Stands for the explanation's own text, which is in the reader's language and does not distinguish causes. */
const ownWords = 'own words';

/** Names the program of a failure of which only its exit code is known, without numbers; otherwise empty. */
function toProgram({ explanation, program = '' }: Failure): string {
  return isCodeOfProgram(explanation) ? program.replace(/\d+/g, '#') : '';
}

/** Returns the value for `key`, which `make` creates only once: there are few explanations but many failures. */
function getOrMake<Value>(known: Map<string, Value>, key: string, make: (key: string) => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  known.set(key, made);
  return made;
}

type Templates = Map<string, Failure[]>;

/** Groups failures by kind of item, by fingerprint and, if that is vague, by their message without literals. */
export function groupFailures(failures: readonly Failure[]): readonly Group[] {
  return [...groupBy(failures, findFailedKind)].flatMap(([failed, members]) => groupKind(members, failed));
}

function groupKind(failures: readonly Failure[], failed: FailingKind): readonly Group[] {
  const vague = new Map<string, boolean>();
  const masked = new Map<string, string>();
  const kinds = new Map<string, Templates>();
  for (const failure of failures) {
    const { fingerprint } = failure.explanation;
    const isDoubtful =
      getOrMake(vague, fingerprint, isVague) || (!isOfOwnRule(fingerprint) && restsOnExitCode(failure.explanation));
    const isExplainedAlready = !isDoubtful || isExplained(failure);
    const isOwn = failure.message === failure.explanation.cause;
    const template = isExplainedAlready ? '' : isOwn ? ownWords : toTemplate(failure.message, masked);
    const program = template === ownWords ? toProgram(failure) : '';
    const kind = toKind(failure.explanation);
    const templates = getOrMake<Templates>(kinds, program === '' ? kind : `${kind}\n${program}`, () => new Map());
    const members = templates.get(template);
    if (members === undefined) templates.set(template, [failure]);
    else members.push(failure);
  }
  return [...kinds].flatMap(([kind, templates]) => toGroups(kind, failed, templates));
}

function toKind({ fingerprint, category, code }: Explanation): string {
  if (isOfOwnRule(fingerprint)) return fingerprint;
  return `${fingerprint}\n${category}\n${code ?? ''}`;
}

/** Creates one group for each template, after learned literals have been removed from the templates. */
function toGroups(kind: string, failed: FailingKind, templates: Templates): readonly Group[] {
  const learned = learnLiterals(new Map([...templates].map(([template, members]) => [template, members.length])));
  const groups = new Map<string, Group>();
  for (const [said, members] of templates) {
    const template = learned.get(said) ?? said;
    const group = groups.get(template);
    const fingerprint = members[0]?.explanation.fingerprint ?? '';
    if (group === undefined)
      groups.set(template, {
        key: `${kind}\n${template}`,
        kind: failed,
        fingerprint,
        template,
        members,
        followers: [],
      });
    else for (const member of members) group.members.push(member);
  }
  return [...groups.values()];
}

/**
 * Returns the identities of clusters. If clusters of different kinds of items have the same identity, such as a node
 * and tasks without disk space, the identity includes the kind, except for tasks, so that retries and mutes by identity
 * still apply.
 */
export function toClusterFingerprints(groups: readonly Group[]): ReadonlyMap<Group, string> {
  const first = new Map<string, FailingKind>();
  const own = new Map(groups.map((group) => [group, toFingerprint(group)]));
  for (const [{ kind }, fingerprint] of own) {
    const known = first.get(fingerprint);
    if (known === undefined || failingKinds.indexOf(kind) < failingKinds.indexOf(known)) first.set(fingerprint, kind);
  }
  return new Map(
    [...own].map(([group, fingerprint]) => [
      group,
      first.get(fingerprint) === group.kind ? fingerprint : withKind(fingerprint, group.kind),
    ]),
  );
}

/**
 * Returns the explanation's own fingerprint if it is specific enough; otherwise, a fingerprint that includes the
 * message. Contains no foreign text.
 */
function toFingerprint({ fingerprint, template, key }: Group): string {
  if (!ownFingerprint.test(fingerprint)) return `v1:${hashText(key)}`;
  return template === '' ? fingerprint : `${fingerprint}:${hashText(key)}`;
}
