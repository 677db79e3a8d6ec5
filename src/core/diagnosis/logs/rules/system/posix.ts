import * as l10n from '@vscode/l10n';
import { findGroup } from '../../../../text/findGroup.ts';
import type { FailureCategory } from '../../../explanation/category.ts';
import { type Advice, addSubject, type BlockRule, type Finding, type Rules } from '../../engine/finding.ts';
import { isCalm } from '../../engine/text/levels.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { isHarmless } from '../../lexicon/harmlessLines.ts';

const unstarted =
  /\b(?:could ?n[o']t|cannot|can't|failed to|unable to|error (?:while )?)[ -](?:exec(?:ute|v\w*)?|spawn|launch)\b/i;

/** Matches quotations in a message; an apostrophe within a word doesn't quote anything. */
const quotes =
  /‘([^‘’]+)’|"([^"]+)"|`([^`']+)['`]|“([^“”]+)”|„([^„“”]+)[“”]|«\s?([^«»]+?)\s?»|(?<![\p{L}\d])'([^']+)'/gu;
const named =
  /\b(?:open|stat|access|read|load|file) (?<what>\/[^\s:'"]+)|\b\w{1,40}\((?<called>[^()\s'"/.]*[/.][^()\s'"]*)\):/;

/** Advice on a file that the system can't run. */
export const execFormat = {
  says: addSubject(() => l10n.t('Not built for this processor, or no #! line')),
  fix: () => [l10n.t("Use a build for the VM size's processor, and begin scripts with #! and their interpreter.")],
} satisfies Advice;

const notConnected = 'ransport endpoint is not connected';
/** Matches the error for a file or folder in a mounted file system; elsewhere, the same error is about a socket. */
const unmounted =
  /(?:^|[\s'"`‘(=])(?:\/|[\w.-]+\/)[^\s'"`’():]*['"`’]?\)?(?:: [a-z ]{0,40})?(?::? \(?)[Tt]ransport|^(?:[\w./-]+: (?:line \d+: )?){1,3}(?:cannot|can't|failed to|error) \w+ ['"`‘]?[^\s'"`’:]+['"`’]?: T|connected\)?[:,]? ['"`‘(]*[\w.-]*\/\w/;

/** Rules for texts of strerror(3) and of resolvers, which have the same meaning wherever they are printed. */
export const posixRules = {
  'posix-enoent': sayAs('o such file or directory', 'missing-file'),
  'posix-eacces': sayAs('ermission denied', 'permission'),
  'posix-eperm': sayAs('peration not permitted', 'permission'),
  'posix-erofs': sayAs('ead-only file system', 'permission'),
  'posix-enospc': sayAs('o space left on device', 'disk-full'),
  'posix-edquot': sayAs('isk quota exceeded', 'disk-full'),
  'posix-efbig': sayAs('ile too large', 'disk-full'),
  'posix-enomem': sayAs('annot allocate memory', 'out-of-memory'),
  'posix-econnrefused': sayAs('onnection refused', 'network'),
  'posix-econnreset': sayAs('onnection reset by peer', 'network'),
  'posix-etimedout': sayAs('onnection timed out', 'timeout'),
  'posix-enetunreach': sayAs('etwork is unreachable', 'network'),
  'posix-ehostunreach': sayAs('o route to host', 'network'),
  'posix-eaddrinuse': sayAs('ddress already in use', 'network'),
  'posix-eai-noname': sayAs('ame or service not known', 'network-dns'),
  'posix-eai-again': sayAs('emporary failure in name resolution', 'network-dns'),
  'posix-host-not-resolved': sayAs('ould not resolve host', 'network-dns'),
  'posix-etxtbsy': sayAs('ext file busy', 'lock-contention'),
  'posix-eagain': sayAs('esource temporarily unavailable', 'other'),
  'posix-eexist': sayAs('ile exists', 'conflict'),
  'posix-enotempty': sayAs('irectory not empty', 'conflict'),
  'posix-eisdir': sayAs('s a directory', 'bad-arguments'),
  'posix-enotdir': sayAs('ot a directory', 'bad-arguments'),
  'posix-e2big': sayAs('rgument list too long', 'bad-arguments'),
  'posix-enametoolong': sayAs('ame too long', 'bad-arguments'),
  'posix-eio': sayAs('nput/output error', 'node'),
  'posix-estale': sayAs('tale file handle', 'node'),
  'posix-enotconn': {
    on: [notConnected],
    read: (log, line) => (unmounted.test(log.text(line)) ? readError(log, line, 'node') : undefined),
    says: addSubject(() => l10n.t('The program behind a mounted file system exited')),
    fix: () => [
      l10n.t(
        'Check the log of blobfuse (or whatever mounted the file system) on the node, and mount it again in the start task.',
      ),
    ],
  },
  'posix-enotconn-of-socket': {
    on: [notConnected],
    read: (log, line) => (unmounted.test(log.text(line)) ? undefined : readError(log, line, 'network')),
    says: () => l10n.t('A network connection broke off'),
    fix: () => [
      l10n.t(
        'Run the task again: the connection was lost while it was in use. If that happens often, transfer less at once, and let the program retry.',
      ),
    ],
  },
  'posix-ebusy': sayAs('evice or resource busy', 'lock-contention'),
  'posix-emfile': sayAs('oo many open files', 'other'),
  'posix-enoexec': { ...sayAs('xec format error', 'dependency-version'), ...execFormat },
} satisfies Rules;

function sayAs(text: string, category: FailureCategory): BlockRule {
  return { on: [text], read: (log, line) => readError(log, line, category) };
}

function readError(log: LogText, line: number, category: FailureCategory): Finding | undefined {
  const text = log.text(line);
  const level = log.level(line);
  const above = headOf(log, line);
  if (above !== undefined)
    return {
      line: above,
      category,
      weight: 'cause',
      narrow: 'stated',
      subject: subjectOf(log.text(above)),
      covers: [line],
    };
  const stated =
    category === 'other' && /\block/i.test(text)
      ? 'lock-contention'
      : category === 'missing-file' && unstarted.test(text)
        ? 'missing-program'
        : category;
  if ((isCalm(level) && !/fail/i.test(text)) || /^Resolving \S/.test(text)) return undefined;
  return {
    line,
    category: stated,
    weight: level === 'warning' || isHarmless(text) ? 'hint' : 'cause',
    narrow: 'stated',
    subject: subjectOf(text),
  };
}

/** Returns the line to which the indented text of an error belongs; undefined if there is none. */
function headOf(log: LogText, line: number): number | undefined {
  if (!/^\s{4,}[A-Z][a-z]+(?: [a-z]+){1,5}\s*$/.test(log.text(line))) return undefined;
  const above = log.previous(line);
  return /^\s{0,3}\S.*\S/.test(log.text(above)) ? above : undefined;
}

/** Finds the file or host in an error message: quoted, named by the failed operation, or before a colon. */
function subjectOf(text: string): string | undefined {
  const quoted = findQuoted(text) ?? findNamed(text);
  if (quoted !== undefined) return quoted;
  const words = text.split(' ');
  const word = words.find((part) => part.endsWith(':') && /[/.]/.test(part.slice(1, -1)));
  return word?.slice(0, -1) ?? words.find((part) => /^\/[^\s:'"]+$/.test(part));
}

/** Finds the quoted file, or else the first quotation; the system's error texts are not names. */
function findQuoted(text: string): string | undefined {
  const all = [...text.matchAll(quotes)]
    .map((found) => findGroup(found)?.trim() ?? '')
    .filter((one) => one !== '' && !/^[A-Z][a-z]+(?: [a-z]+){2,}$/.test(one));
  return all.find((one) => one.includes('/')) ?? all[0];
}

function findNamed(text: string): string | undefined {
  const found = named.exec(text)?.groups;
  return found?.['what'] ?? found?.['called'];
}
