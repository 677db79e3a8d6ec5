import { type LogName, logNames } from '../../src/core/model/logEnd.ts';
import { fromPictures, nameForm, splitBlocks } from './parseGoldenLogs.ts';

/** General advice that misleads if it is unrelated to the failure, by its wording. */
export const misleading = {
  truncated: /truncated|\bempty\b/i,
  'resource-file': /resource file (?:provides|has|brings|contains)/i,
  code: /(?:correct|fix|change) (?:the|your) code|indicated line/i,
} as const;
type Misleading = keyof typeof misleading;

/** A program that failed for a real user, with the expected subjects of the title and first step. */
export interface ParsedProgram {
  readonly name: string;
  readonly exitCode: number;
  readonly commandLine: string;
  /** URL where people report the fix. */
  readonly source: string;
  readonly title: RegExp;
  readonly step: RegExp;
  /** General advice that is correct here. */
  readonly fits: readonly Misleading[];
  readonly logs: Readonly<Record<LogName, string>>;
}

const labelForm = /^ {2}(exit|command|source|title|step|fits) (.+)$/;
const printedForm = /^\|(?: (.*))?$/;

/**
 * Reads a file of programs, which are separated by empty lines:
 *
 *     index-of-unsorted
 *       exit 1
 *       command samtools index out.bam
 *       source https://example.com/thread
 *       title unsorted
 *       step sort
 *     stderr.txt
 *     | [E::hts_idx_push] Unsorted positions on sequence #5: 9 followed by 7
 *
 * `title` and `step` are patterns, and `fits` names general advice that is correct. Throws an error with the number of
 * the incorrect line.
 */
export function parseGoldenPrograms(file: string): readonly ParsedProgram[] {
  const programs: ParsedProgram[] = [];
  let first = 1;
  for (const lines of splitBlocks(file)) {
    programs.push(parseProgram(lines, first));
    first += lines.length + 1;
  }
  return programs;
}

/** @param first line number of the first line in the file */
function parseProgram(lines: readonly string[], first: number): ParsedProgram {
  const [name = ''] = lines;
  const fail = (at: number, wanted: string): never => {
    throw new Error(`line ${first + at}: want ${wanted}, not '${lines[at] ?? ''}'`);
  };
  if (!nameForm.test(name)) fail(0, 'a name');
  const labels: Record<string, string> = {};
  const printed: Record<LogName, string> = { 'stdout.txt': '', 'stderr.txt': '' };
  let log: LogName | undefined;
  for (const [index, line] of lines.slice(1).entries()) {
    const label = labelForm.exec(line);
    const text = printedForm.exec(line);
    const begun = logNames.find((one) => one === line);
    if (begun !== undefined) log = begun;
    else if (log === undefined && label !== null) labels[label[1] ?? ''] = label[2] ?? '';
    else if (log !== undefined && text !== null) printed[log] += `${fromPictures(text[1] ?? '')}\n`;
    else fail(index + 1, 'a label, the name of a log, or a printed line');
  }
  const read = (label: string): string => labels[label] ?? fail(0, `the label ${label} in ${name}`);
  return {
    name,
    exitCode: Number(read('exit')),
    commandLine: read('command'),
    source: read('source'),
    title: new RegExp(read('title'), 'i'),
    step: new RegExp(read('step'), 'i'),
    fits: (labels['fits'] ?? '')
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => (word in misleading ? (word as Misleading) : fail(0, `another word than ${word}`))),
    logs: printed,
  };
}
