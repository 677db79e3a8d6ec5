import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from './pythonExceptions.ts';

const exceptionLine = /^(?<name>[A-Za-z_][\w.]*)(?:: ?(?<message>.*))?$/;
/** Matches places: `Cell In[3], line 2`, `File /x/run.py:12, in load(p)`, and in boxes `│ /x/run.py:12 in load`. */
const cell = /^(?<file>Cell In ?\[\d+\]), line (?<at>\d+)/;
const file = /^(?:File )?(?<file>(?:[A-Za-z]:)?[^\s:│]+):(?<at>\d+)(?:, in | in |\s)/;
/** Matches a path that is too long for its box and continues in the next line. */
const brokenPath = /^[^\s:│]+$/;
const longestView = 400;

/** Rules for tracebacks as drawn by IPython and Rich. */
export const notebookRules = {
  'notebook-traceback': { on: ['  Traceback (most recent call last)'], read: readNotebook },
  'rich-traceback-box': { on: ['(most recent call last)'], read: readBox },
} satisfies Rules;

/** Reads a traceback below `KeyError      Traceback (most recent call last)`; a later line gives the exception. */
function readNotebook(log: LogText, line: number): Finding | undefined {
  const name = /^(?<name>[A-Za-z_][\w.]*) {2,}Traceback /.exec(log.text(line))?.groups?.['name'];
  if (name === undefined) return undefined;
  return readView(log, line, (text) => text === name || text.startsWith(`${name}: `));
}

/** Reads a traceback in a box; the exception is below the box. */
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
    if (isException(text, above)) return toNotebookFinding(log, line, frame, covers);
    const inside = text.startsWith('│') ? text.slice(1).replace('│', '').trim() : text;
    frame = toNotebookFrame((cell.exec(inside) ?? file.exec(started + inside))?.groups) ?? frame;
    started = text.startsWith('│') && /[\\/]/.test(inside) && brokenPath.test(inside) ? inside : '';
    above = text;
  }
  return undefined;
}

function toNotebookFrame(found: Record<string, string> | undefined): Frame | undefined {
  const { file: name, at } = found ?? {};
  return name !== undefined && isOwnFile(name) ? { file: name, line: Number(at) } : undefined;
}

function toNotebookFinding(log: LogText, line: number, frame: Frame | undefined, covers: readonly number[]): Finding {
  const { name, message } = exceptionLine.exec(log.text(line).trim())?.groups ?? {};
  const { category, narrow, weight, subject } = classifyException(name ?? '', message ?? '', []);
  return { line, category, narrow, weight, subject, frame, covers };
}
