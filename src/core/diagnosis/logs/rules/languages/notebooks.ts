import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from './pythonExceptions.ts';

const exceptionLine = /^(?<name>[A-Za-z_][\w.]*)(?:: ?(?<message>.*))?$/;
/** `Cell In[3], line 2`, `File /mnt/job/run.py:12, in load(p)`, and in boxes `│ /mnt/job/run.py:12 in load`. */
const cell = /^(?<file>Cell In ?\[\d+\]), line (?<at>\d+)/;
const file = /^(?:File )?(?<file>(?:[A-Za-z]:)?[^\s:│]+):(?<at>\d+)(?:, in | in |\s)/;
/** A path too long for a box continues in its next line. */
const brokenPath = /^[^\s:│]+$/;
/** Lines of a traceback that shows source and values. */
const longestView = 400;

/** Tracebacks as IPython and Rich draw them. */
export const notebookRules = {
  'notebook-traceback': { on: ['  Traceback (most recent call last)'], read: readNotebook },
  'rich-traceback-box': { on: ['(most recent call last)'], read: readBox },
} satisfies Rules;

/** `KeyError      Traceback (most recent call last)` names the exception that a line below gives. */
function readNotebook(log: LogText, line: number): Finding | undefined {
  const name = /^(?<name>[A-Za-z_][\w.]*) {2,}Traceback /.exec(log.text(line))?.groups?.['name'];
  if (name === undefined) return undefined;
  return readView(log, line, (text) => text === name || text.startsWith(`${name}: `));
}

/** The exception is below the box. */
function readBox(log: LogText, line: number): Finding | undefined {
  if (!log.text(line).includes('Traceback (most recent call last) ─')) return undefined;
  return readView(log, line, (text, above) => above.startsWith('╰') && exceptionLine.test(text));
}

function readView(
  log: LogText,
  first: number,
  isException: (text: string, above: string) => boolean,
): Finding | undefined {
  const covers = [first];
  let frame: Frame | undefined;
  let above = '';
  let started = '';
  for (let line = log.next(first); line !== -1 && covers.length < longestView; line = log.next(line)) {
    const text = log.text(line).trim();
    covers.push(line);
    if (isException(text, above)) return toFinding(log, line, frame, covers);
    const inside = text.startsWith('│') ? text.slice(1).replace('│', '').trim() : text;
    frame = toFrame((cell.exec(inside) ?? file.exec(started + inside))?.groups) ?? frame;
    started = text.startsWith('│') && /[\\/]/.test(inside) && brokenPath.test(inside) ? inside : '';
    above = text;
  }
  return undefined;
}

function toFrame(found: Record<string, string> | undefined): Frame | undefined {
  const { file: name, at } = found ?? {};
  return name !== undefined && isOwnFile(name) ? { file: name, line: Number(at) } : undefined;
}

function toFinding(log: LogText, line: number, frame: Frame | undefined, covers: readonly number[]): Finding {
  const { name, message } = exceptionLine.exec(log.text(line).trim())?.groups ?? {};
  const { category, narrow, weight, subject } = classifyException(name ?? '', message ?? '', []);
  return { line, category, narrow, weight, subject, frame, covers };
}
