import { type FailureCategory, failureCategories } from '../../src/core/diagnosis/explanation/category.ts';
import { type LogName, logNames } from '../../src/core/model/logEnd.ts';
import { fromPictures, hasControls, nameForm, splitBlocks, withoutLineEnd } from './parseGoldenLogs.ts';

/** Kinds of steps from which readers of outputs chose. */
const stepKinds = [
  'install-program',
  'install-module',
  'install-library',
  'fix-path',
  'supply-file',
  'correct-arguments',
  'correct-code',
  'correct-input',
  'correct-config',
  'grant-permission',
  'renew-credentials',
  'free-disk',
  'more-memory',
  'raise-limit',
  'more-time',
  'check-network',
  'check-service',
  'trust-certificate',
  'match-versions',
  'fix-gpu',
  'get-license',
  'wait-for-lock',
  'find-who-stopped-it',
  'look-into-crash',
  'line-endings',
  'read-other-log',
  'read-output',
  'retry-later',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** A line of a log, counted from 1. */
export interface LogPlace {
  readonly log: LogName;
  readonly line: number;
}

/** Two senior engineers' readings of a failed task; either is correct. */
interface ExpectedOfTask {
  /** The line at fault. */
  readonly places: readonly LogPlace[];
  readonly categories: readonly FailureCategory[];
  readonly frames: readonly { readonly file: string; readonly line: number }[];
  /** Possible subjects of the title, spelled as in the output; empty if there is nothing to name. */
  readonly subjects: readonly string[];
  /** Accepted kinds of the first step. */
  readonly steps: readonly StepKind[];
  /** Failures that follow from the failing line. */
  readonly follows: readonly LogPlace[];
}

/** Output of a failed program or script, and the expected explanation. */
export interface ParsedTask {
  readonly name: string;
  readonly exitCode: number;
  readonly logs: Readonly<Record<LogName, string>>;
  readonly expect: ExpectedOfTask;
}

const exitForm = /^ {2}exit (-?\d+)$/;
const labelForm = /^ {2}(category|frame|subject|step) (.+)$/;
const frameForm = /^(.+):(\d+)$/;
const printedForm = /^([|>~])(?: (.+))?$/;

/**
 * Reads a file of tasks, which are separated by empty lines:
 *
 *     data-was-not-downloaded
 *       exit 2
 *       category network-dns
 *       subject data.example.com
 *       step check-network
 *     stdout.txt
 *     | fetching
 *     stderr.txt
 *     > curl: (6) Could not resolve host: data.example.com
 *     ~ tar: reads.tar: Cannot open: No such file or directory
 *
 * `>` marks the failing line, and `~` the failures that follow from it; the rest is as in files of outputs. A label
 * occurs once for each different answer of the readers. Throws an error with the number of the incorrect line.
 */
export function parseGoldenTasks(file: string): readonly ParsedTask[] {
  const tasks: ParsedTask[] = [];
  let first = 1;
  for (const lines of splitBlocks(file)) {
    tasks.push(parseTask(lines, first));
    first += lines.length + 1;
  }
  return tasks;
}

/** @param first line number of the first line in the file */
function parseTask(lines: readonly string[], first: number): ParsedTask {
  const [name = '', exitLine = ''] = lines;
  const fail = (at: number, wanted: string): never => {
    throw new Error(`line ${first + at}: want ${wanted}, not '${lines[at] ?? ''}'`);
  };
  if (!nameForm.test(name)) fail(0, 'a name');
  const [, exitCode] = exitForm.exec(exitLine) ?? fail(1, "'  exit CODE'");
  const labels: Record<string, string[]> = {};
  const marked: Record<'>' | '~', LogPlace[]> = { '>': [], '~': [] };
  const printed: Record<LogName, string[]> = { 'stdout.txt': [], 'stderr.txt': [] };
  const cut = new Set<LogName>();
  let log: LogName | undefined;
  for (const [index, line] of lines.slice(2).entries()) {
    const [, label = '', value = ''] = labelForm.exec(line) ?? [];
    const [, gutter, text = ''] = printedForm.exec(line) ?? [];
    const begun = logNames.find((one) => one === line);
    if (begun !== undefined) log = begun;
    else if (log === undefined && label !== '') labels[label] = [...(labels[label] ?? []), value];
    else if (log !== undefined && line === withoutLineEnd) cut.add(log);
    else if (log === undefined || gutter === undefined || hasControls(line))
      fail(index + 2, 'a label, the name of a log, or a printed line');
    else {
      printed[log].push(fromPictures(text));
      if (gutter === '>' || gutter === '~') marked[gutter].push({ log, line: printed[log].length });
    }
  }
  const toText = (one: LogName): string => {
    const text = printed[one].map((line) => `${line}\n`).join('');
    return cut.has(one) ? text.slice(0, -1) : text;
  };
  return {
    name,
    exitCode: Number(exitCode),
    logs: { 'stdout.txt': toText('stdout.txt'), 'stderr.txt': toText('stderr.txt') },
    expect: {
      places: marked['>'],
      follows: marked['~'],
      categories: (labels['category'] ?? []).map(
        (word) => pick(failureCategories, word) ?? fail(0, `another category than ${word}`),
      ),
      frames: (labels['frame'] ?? []).map((place) => {
        const [, of = '', line] = frameForm.exec(place) ?? fail(0, 'a frame FILE:LINE');
        return { file: of, line: Number(line) };
      }),
      subjects: labels['subject'] ?? [],
      steps: (labels['step'] ?? []).map((word) => pick(stepKinds, word) ?? fail(0, `another step than ${word}`)),
    },
  };
}

function pick<T extends string>(words: readonly T[], word: string): T | undefined {
  return words.find((one) => one === word);
}
