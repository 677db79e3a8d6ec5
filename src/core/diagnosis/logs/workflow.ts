import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';

/** Nextflow, Snakemake and Cromwell: they re-report what a step printed, but have failures of their own. */
export const workflowReaders: readonly Reader[] = [
  {
    on: [
      'Error in file ',
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
  ...lineRules([
    {
      on: [
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
      on: [
        'Directory cannot be locked',
        'LockException:',
        'Unable to acquire lock on session',
        'Unable to acquire lock',
      ],
      category: 'lock-contention',
    },
    { on: 'IncompleteFilesException', category: 'conflict' },
    {
      on: ['Snakefile "', 'no Snakefile found', 'no Snakefile'],
      match: /Snakefile "(?<what>[^"]{1,300})" not found|no Snakefile/,
      category: 'missing-file',
    },
    { on: 'MissingRuleException', match: /^MissingRuleException:/, category: 'bad-arguments' },
    { on: 'AmbiguousRuleException', match: /^AmbiguousRuleException:/, category: 'exception-in-user-code' },
    {
      on: ['Error executing process >', 'ERROR ~ Error executing process'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      on: 'Missing output file(s)',
      match: /Missing output file\(s\) `(?<what>[^`]{1,300})` expected by process/,
      category: 'missing-file',
    },
    {
      on: 'No such file: ',
      match: /(?:ERROR ~ )?No such file(?: or directory)?: (?<what>\S{1,500})/,
      category: 'missing-file',
    },
    {
      on: [
        'Cannot find any reads matching',
        'No such variable: ',
        'Unknown config attribute',
        'Script compilation error',
        'Missing process or function',
        'Missing `workflow`',
      ],
      match: /No such variable|Script compilation error|Missing process or function|Unknown config attribute/,
      category: 'exception-in-user-code',
      narrow: 'kind',
    },
    { on: 'Cannot find any reads matching', category: 'missing-file' },
    {
      on: ['Cannot find script file', 'Cannot find `', 'Pipeline script'],
      match: /Cannot find script file: (?<what>\S{1,300})/,
      category: 'missing-file',
    },
    { on: 'exceeded running time limit', category: 'timeout' },
    {
      on: ['exited with return code', 'WorkflowManagerActor'],
      match: /Job \S{1,200} exited with return code|WorkflowManagerActor: Workflow .{1,100} failed/,
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      on: ['Workflow input processing failed', 'Required workflow input'],
      match: /Workflow input processing failed|Required workflow input '(?<what>[^']{1,200})' not specified/,
      category: 'bad-arguments',
    },
    {
      on: ['Check the content of stderr for potential additional information'],
      category: 'other',
      weight: 'echo',
      narrow: 'other',
    },
    {
      on: ['job finished with exit code', 'job may have been killed', 'memory limit'],
      match: /PBS: job killed: .{0,80}mem|exceeded (?:job )?memory limit|DUE TO (?:MEMORY|NODE FAIL)/i,
      category: 'out-of-memory',
      narrow: 'told',
    },
  ]),
];

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
    /^(?<name>\w{3,60}(?:Exception|Error)) in (?:rule \w{1,100} in )?(?:line (?<at>\d{1,7}) of (?<file>\S{1,500}?):?$|(?:rule \w{1,100} in )?file "?(?<file2>[^",]{1,500})"?, line (?<at2>\d{1,7}):?)/.exec(
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
