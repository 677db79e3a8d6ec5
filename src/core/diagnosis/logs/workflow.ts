import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';

/** Nextflow, Snakemake and Cromwell: they re-report what a step printed, but have failures of their own. */
export const workflowReaders: readonly Reader[] = [
  {
    on: [
      'Error in file ',
      'Error in rule ',
      'InputException in ',
      'OutputException in ',
      'WorkflowError in ',
      'RuleException',
      'Exception in rule',
      'Error in line ',
      ' in line ',
      'InputException in rule',
    ],
    read: readSnakemake,
  },
  { on: ['terminated with an error exit status'], read: readNextflowExit },
  { on: ['Command error:', 'Command output:', 'lines of output]'], read: quoteBelow },
  ...lineRules([
    {
      like: [
        'Error in rule ',
        'Exiting because a job execution failed',
        'Shutting down, this might take some time',
        'one of the commands exited with non-zero',
        'Error executing rule',
        'Removing output files of failed job',
      ],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      like: [
        'Directory cannot be locked',
        'LockException:',
        'Unable to acquire lock on session',
        'Unable to acquire lock',
      ],
      category: 'lock-contention',
    },
    { like: 'IncompleteFilesException', category: 'conflict' },
    {
      like: ['Snakefile "{what}" not found', 'no Snakefile'],
      category: 'missing-file',
    },
    { like: '^MissingRuleException:', category: 'bad-arguments' },
    { like: '^AmbiguousRuleException:', category: 'exception-in-user-code' },
    {
      like: ['Error executing process >', 'ERROR ~ Error executing process'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      like: 'Missing output file(s) `{what}` expected by process',
      category: 'missing-file',
    },
    {
      like: [
        'No such file: {what}',
        '^No such file or directory: {what}',
        'ERROR ~ No such file: {what}',
        'ERROR ~ No such file or directory: {what}',
      ],
      category: 'missing-file',
    },
    {
      like: ['No such variable', 'Script compilation error', 'Missing process or function', 'Unknown config attribute'],
      category: 'exception-in-user-code',
      narrow: 'kind',
    },
    { like: 'Cannot find any reads matching', category: 'missing-file' },
    {
      like: 'Cannot find script file: {what}',
      category: 'missing-file',
    },
    { like: 'exceeded running time limit', category: 'timeout' },
    {
      like: ['Job {} exited with return code', 'WorkflowManagerActor: Workflow {} failed'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      like: ['Workflow input processing failed', "Required workflow input '{what}' not specified"],
      category: 'bad-arguments',
    },
    {
      like: ['Check the content of stderr for potential additional information'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      like: ['PBS: job killed: {}mem', 'exceeded memory limit', 'exceeded job memory limit', 'DUE TO MEMORY'],
      category: 'out-of-memory',
      narrow: 'told',
    },
  ]),
];

/** Nextflow and pip quote what a step printed; it is read as if it stood alone. */
function quoteBelow(log: LogText, line: number): undefined {
  if (/^\s*Command (?:error|output):$|lines of output\]$/.test(log.text(line))) log.quoteBelow(line);
}

const snakemakeKinds: Readonly<Record<string, FailureCategory>> = {
  MissingInputException: 'missing-file',
  MissingOutputException: 'missing-file',
  IncompleteFilesException: 'conflict',
  ProtectedOutputException: 'permission',
  FileNotFoundError: 'missing-file',
  PermissionError: 'permission',
  ModuleNotFoundError: 'missing-module',
  WorkflowError: 'other',
};

/** `MissingInputException in rule a in file Snakefile, line 3:` or `… in line 3 of Snakefile:`; the next line says more. */
function readSnakemake(log: LogText, line: number): Finding | undefined {
  const found =
    /^(?<name>\w+(?:Exception|Error)) in (?:rule \w+ in )?(?:line (?<at>\d+) of (?<file>\S+?):?$|(?:rule \w+ in )?file "?(?<file2>[^",]+)"?, line (?<at2>\d+):?)/.exec(
      log.text(line),
    )?.groups;
  if (found?.['name'] === undefined) return undefined;
  const { name, file = found['file2'], at = found['at2'] } = found;
  const category = snakemakeKinds[name] ?? 'exception-in-user-code';
  const failedStep = name === 'CalledProcessError' || name === 'RuleException';
  return {
    line,
    category,
    weight: failedStep ? 'echo' : 'cause',
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    frame: file === undefined || at === undefined ? undefined : { file, line: Number(at) },
    covers: [line, log.next(line)],
  };
}

/** The exit status of a step tells what its own output may not. */
function readNextflowExit(log: LogText, line: number): Finding {
  const status = /error exit status \((\d{1,3})\)/.exec(log.text(line))?.[1];
  const category: FailureCategory =
    status === '137'
      ? 'out-of-memory'
      : status === '127'
        ? 'missing-program'
        : status === '139'
          ? 'crash-signal'
          : 'other';
  return { line, category, weight: 'echo', narrow: category === 'other' ? 'other' : 'kind' };
}
