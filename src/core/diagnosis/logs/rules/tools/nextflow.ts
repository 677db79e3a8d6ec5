import * as l10n from '@vscode/l10n';
import { isOwnFile } from '../../code/ownCode.ts';
import { addSubject, type Finding, type Frame, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfStatedExit } from '../../lexicon/codes.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Maximum number of lines below an error in which Nextflow names the line of the pipeline. */
const nearLines = 12;

/** Rules for Nextflow, which repeats a step's output and reports failures of its own in the pipeline. */
export const nextflowRules = {
  'nextflow-process-exit-status': { on: ['terminated with an error exit status'], read: readExit },
  'nextflow-script-not-compiled': {
    on: ['Script compilation error', 'Module compilation error', 'Config parsing error'],
    read: readCompilation,
  },
  'nextflow-pipeline-error': { on: ['ERROR ~ '], read: readComplaint },
  'nextflow-error-above-hint': { on: [" -- Check script '", "-- Check script '"], read: readAbove },
  'nextflow-syntax-error': {
    on: ['Unexpected input: ', ' is not defined', 'nvalid ', 'issing ', 'Error main.nf:', 'Error nextflow.config:'],
    match: /^Error (?<file>\S+\.(?:nf|config)):(?<at>\d+):\d+: /,
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'nextflow-process-failed': {
    like: [
      'Error executing process >',
      'ERROR ~ Pipeline failed',
      'Script compilation failed',
      'Config parsing failed',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'groovy-call-impossible': {
    like: [
      'No signature of method: {what} is applicable for argument types',
      'Cannot invoke method {what} on null object',
      'Cannot get property {what} on null object',
      'No such property: {what} for class',
    ],
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'nextflow-task-ended-by-user': { like: 'The task was ended by user request', category: 'interrupted' },
  'nextflow-task-terminated': {
    like: 'terminated for an unknown reason',
    category: 'interrupted',
    weight: 'echo',
    narrow: 'guess',
  },
  'nextflow-output-missing': {
    like: 'Missing output file(s) `{what}` expected by process',
    category: 'missing-file',
    says: addSubject(() => l10n.t('A process did not write its output file')),
    fix: () => [
      l10n.t(
        'The command succeeded without writing the file: compare the output pattern with the file names that the command writes.',
      ),
    ],
  },
  'nextflow-setting-invalid': {
    like: [
      'Process requirement exceeds available',
      'Process requirement exceed available',
      'Unknown configuration profile',
      'Validation of pipeline parameters failed',
      'Missing required parameter',
      'Not a valid project name',
    ],
    category: 'bad-arguments',
  },
  'nextflow-input-missing': {
    like: [
      'No such file: {what}',
      '^No such file or directory: {what}',
      'Cannot find script file: {what}',
      'Cannot find any reads matching',
    ],
    category: 'missing-file',
  },
  'nextflow-module-missing': {
    like: ["Can't find a matching module file for include", 'Cannot find a component with name'],
    category: 'missing-module',
  },
  'nextflow-channels-mismatch': {
    like: [
      'Process {} input file name collision',
      'declares {} input channel{} but {} specified',
      'does not support {} DSL',
    ],
    category: 'exception-in-user-code',
    narrow: 'failed',
  },
  'nextflow-image-not-pulled': { like: 'Failed to pull singularity image', category: 'image-pull', weight: 'error' },
} satisfies Rules;

/** Reads the exit status of a step, which may be more informative than its output. */
function readExit(log: LogText, line: number): Finding {
  const category = categoryOfStatedExit(log.text(line)) ?? 'other';
  return { line, category, weight: 'echo', narrow: category === 'other' ? 'other' : 'kind' };
}

/** Reads the place and the error from `- file : main.nf` and `- cause: Unexpected input: '{' @ line 12, column 8.`. */
function readCompilation(log: LogText, line: number): Finding {
  const near = linesBelow(log, line);
  const cause = near.find((at) => /^- cause: /.test(log.text(at)));
  const file = near.map((at) => /^- file ?: (\S+)$/.exec(log.text(at))?.[1]).find((found) => found !== undefined);
  const at = /@ line (\d+)/.exec(log.text(cause ?? line))?.[1];
  return {
    line: cause ?? line,
    category: 'exception-in-user-code',
    weight: 'cause',
    narrow: 'failed',
    frame: toNextflowFrame(file, at),
    covers: [line],
  };
}

/**
 * Reads an error in the pipeline's own code, whose line is in a hint below: `-- Check script 'main.nf' at line: 12`.
 */
function readComplaint(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (
    /ERROR ~ (?:Error executing process|Unexpected error|Pipeline failed|Script compilation|Module compilation)/.test(
      text,
    )
  )
    return undefined;
  const hint = linesBelow(log, line)
    .map((at) => / ?-- Check script '(?<file>[^']+)' at line: (?<at>\d+)/.exec(log.text(at))?.groups)
    .find((found) => found !== undefined);
  const own =
    /No such (?:variable|property)|Missing process or function|Unknown config attribute|No signature of method/;
  const said = text.endsWith(':') ? log.next(line) : line;
  const category = own.test(text) ? undefined : (categoryOfLine(log.text(said)) ?? categoryOfLine(text));
  return {
    line: said,
    category: category ?? (hint === undefined && !own.test(text) ? 'other' : 'exception-in-user-code'),
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'guess',
    frame: toNextflowFrame(hint?.['file'], hint?.['at']),
  };
}

/** Reads the error directly above the hint, in a log whose beginning is lost. */
function readAbove(log: LogText, line: number): Finding | undefined {
  let at = log.previous(line);
  while (at !== -1 && line - at < nearLines && log.text(at).trim() === '') at = log.previous(at);
  if (at === -1 || log.text(at).trim() === '' || log.text(at).includes('ERROR ~ ')) return undefined;
  return readComplaint(log, at);
}

function linesBelow(log: LogText, line: number): readonly number[] {
  return Array.from({ length: nearLines }, (_, index) => line + 1 + index).filter((at) => at < log.lineCount);
}

function toNextflowFrame(file: string | undefined, at: string | undefined): Frame | undefined {
  return file === undefined || at === undefined || !isOwnFile(file) ? undefined : { file, line: Number(at) };
}
