import type { FailureCategory } from '../../explanation/category.ts';
import { isHarmless } from '../background.ts';
import type { Finding, LineReader } from '../finding.ts';
import { isCalm } from '../text/levels.ts';
import type { LogText } from '../text/logText.ts';

/** Texts of strerror(3) and what they mean wherever they are printed. */
const errors: readonly (readonly [text: string, category: FailureCategory])[] = [
  ['o such file or directory', 'missing-file'],
  ['ermission denied', 'permission'],
  ['peration not permitted', 'permission'],
  ['ead-only file system', 'permission'],
  ['o space left on device', 'disk-full'],
  ['isk quota exceeded', 'disk-full'],
  ['ile too large', 'disk-full'],
  ['annot allocate memory', 'out-of-memory'],
  ['onnection refused', 'network'],
  ['onnection reset by peer', 'network'],
  ['onnection timed out', 'timeout'],
  ['etwork is unreachable', 'network'],
  ['o route to host', 'network'],
  ['ddress already in use', 'network'],
  ['ame or service not known', 'network-dns'],
  ['emporary failure in name resolution', 'network-dns'],
  ['ould not resolve host', 'network-dns'],
  ['ext file busy', 'lock-contention'],
  ['esource temporarily unavailable', 'other'],
  ['ile exists', 'conflict'],
  ['irectory not empty', 'conflict'],
  ['s a directory', 'bad-arguments'],
  ['ot a directory', 'bad-arguments'],
  ['rgument list too long', 'bad-arguments'],
  ['ame too long', 'bad-arguments'],
  ['nput/output error', 'node'],
  ['tale file handle', 'node'],
  ['ransport endpoint is not connected', 'node'],
  ['evice or resource busy', 'lock-contention'],
  ['oo many open files', 'other'],
  ['xec format error', 'dependency-version'],
];

const quoted = /[‘'"`“](?<what>[^‘’'"`“”]+)[’'"`”]/;
const named = /\b(?:open|stat|access|read|load|file) (?<what>\/[^\s:'"]+)/;

export const posixReaders: readonly LineReader[] = errors.map(([text, category]) => ({
  on: [text],
  read: (log: LogText, line: number) => readError(log, line, category),
}));

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
  const stated = category === 'other' && /\block/i.test(text) ? 'lock-contention' : category;
  if ((isCalm(level) && !/fail/i.test(text)) || /^Resolving \S/.test(text)) return undefined;
  return {
    line,
    category: stated,
    weight: level === 'warning' || isHarmless(text) ? 'hint' : 'cause',
    narrow: 'stated',
    subject: subjectOf(text),
  };
}

/** The line that an error's text of its own, moved to the right, belongs to. */
function headOf(log: LogText, line: number): number | undefined {
  if (!/^\s{4,}[A-Z][a-z]+(?: [a-z]+){1,5}\s*$/.test(log.text(line))) return undefined;
  const above = log.previous(line);
  return /^\s{0,3}\S.*\S/.test(log.text(above)) ? above : undefined;
}

/** The file or host that is complained about: quoted, named by what was tried, or before a colon. */
function subjectOf(text: string): string | undefined {
  const found = quoted.exec(text) ?? named.exec(text);
  if (found?.groups?.['what'] !== undefined) return found.groups['what'];
  const word = text.split(' ').find((part) => part.endsWith(':') && /[/.]/.test(part.slice(1, -1)));
  return word?.slice(0, -1);
}
