import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfType } from '../../lexicon/typeNames.ts';

/** Rules for Snakemake and Cromwell, which repeat a step's output but also have failures of their own. */
export const workflowRules = {
  'snakemake-exception': {
    on: [
      'Error in file ',
      'Error in rule ',
      'InputException in ',
      'OutputException in ',
      'WorkflowError in ',
      'RuleException',
      'Exception in rule',
      ' in line ',
    ],
    read: readSnakemake,
  },
  'snakemake-rule-failed': {
    on: ['Error in rule '],
    read: readFailedRule,
    says: (what) =>
      what === undefined ? l10n.t('A Snakemake rule failed') : l10n.t('The Snakemake rule {0} failed', what),
  },
  'snakemake-ends': {
    like: [
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
  'snakemake-directory-locked': {
    like: ['Directory cannot be locked', 'LockException:'],
    category: 'lock-contention',
    says: () => l10n.t("Snakemake's working directory is locked"),
    fix: () => [
      l10n.t('Give each task its own working directory; run snakemake --unlock if an earlier run was killed there.'),
    ],
  },
  'snakemake-files-incomplete': { like: 'IncompleteFilesException', category: 'conflict' },
  'cwl-command-missing': { like: "ERROR '{what}' not found: [Errno 2]", category: 'missing-program' },
  'cwl-output-missing': { like: 'Did not find output file with glob pattern', category: 'missing-file' },
  'snakemake-file-missing': {
    like: ['Snakefile "{what}" not found', 'no Snakefile', 'Workflow defines configfile {what} but it is not present'],
    category: 'missing-file',
  },
  'snakemake-rule-missing': { like: '^MissingRuleException:', category: 'bad-arguments' },
  'snakemake-rules-ambiguous': { like: '^AmbiguousRuleException:', category: 'exception-in-user-code' },
  'cromwell-job-message': {
    on: '"message": "Job ',
    match: /^\s*"message": "Job \S+ exited with return code /,
    category: 'other',
    weight: 'error',
    narrow: 'other',
  },
  'engine-job-exit-code': {
    like: [
      'Job failed with exit value ',
      'Job {} exited with return code',
      'WorkflowManagerActor: Workflow {} failed',
      'Check the content of stderr for potential additional information',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'cromwell-input-missing': { like: "Required workflow input '{what}' not specified", category: 'bad-arguments' },
} satisfies Rules;

/** Maximum number of lines about a job below Snakemake's headline: `    jobid: 1`, `    output: b`, `    shell:`. */
const longestJob = 40;

function readFailedRule(log: LogText, line: number): Finding {
  const covers = [line];
  for (let at = line + 1; at < log.lineCount && covers.length < longestJob && /^ {4}/.test(log.text(at)); at++)
    covers.push(at);
  const subject = /Error in rule (\w{1,30}):/.exec(log.text(line))?.[1];
  return { line, category: 'other', weight: 'echo', narrow: 'other', subject, covers };
}

const snakemakeKinds: ReadonlyMap<string, FailureCategory> = new Map(
  Object.entries<FailureCategory>({
    MissingInputException: 'missing-file',
    MissingOutputException: 'missing-file',
    IncompleteFilesException: 'conflict',
    ProtectedOutputException: 'permission',
    FileNotFoundError: 'missing-file',
    PermissionError: 'permission',
    ModuleNotFoundError: 'missing-module',
    WorkflowError: 'other',
  }),
);

/** Reads `MissingInputException in rule a in file Snakefile, line 3:` or `… in line 3 of Snakefile:`. */
function readSnakemake(log: LogText, line: number): Finding | undefined {
  const found =
    /^(?<name>\w+(?:Exception|Error)) in (?:rule \w+ in )?(?:line (?<at>\d+) of (?<file>\S+?):?$|(?:rule \w+ in )?file "?(?<file2>[^",]+)"?, line (?<at2>\d+):?)/.exec(
      log.text(line),
    )?.groups;
  if (found?.['name'] === undefined) return undefined;
  const { name, file = found['file2'], at = found['at2'] } = found;
  const category = snakemakeKinds.get(name) ?? categoryOfType(name) ?? 'exception-in-user-code';
  const failedStep = name === 'CalledProcessError' || name === 'RuleException';
  return {
    line,
    category,
    weight: failedStep ? 'echo' : 'cause',
    narrow: category === 'other' ? 'other' : category === 'exception-in-user-code' ? 'failed' : 'exact',
    frame: file === undefined || at === undefined ? undefined : { file, line: Number(at) },
    covers: [line],
    details: [log.next(line)],
  };
}
