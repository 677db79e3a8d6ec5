import type { LogName } from '../../../model/logEnd.ts';
import type { EngineEnd } from '../../../model/taskVerdict.ts';
import { readEnd } from './endLines.ts';

/** Number of last lines that contain an engine's final message. */
const lastLines = 8;

/** A workflow engine that runs in one task: patterns of its final message and of its message about the failed step. */
interface EngineWords {
  readonly engine: EngineEnd['engine'];
  readonly last: RegExp;
  readonly ofStep: RegExp;
}

const engines: readonly EngineWords[] = [
  {
    engine: 'Snakemake',
    last: /^Exiting because a job execution failed\b|^At least one job did not complete successfully\b/,
    ofStep: /^Error in rule \S/,
  },
  {
    engine: 'Nextflow',
    last: /^\s{0,8}-- Check '\.nextflow\.log' file for details/,
    ofStep: /\bError executing process > '/,
  },
  { engine: 'Cromwell', last: /\bworkflow finished with status 'Failed'/, ofStep: /\bWorkflow \S+ failed\b/ },
];

/**
 * Finds an engine's message that a step of its workflow failed, with its line. For Nextflow, the step is required,
 * because its final message also appears after minor failures.
 */
export function findEngineWords(file: LogName, text: string): EngineEnd | undefined {
  const lines = readEnd(text);
  for (const { engine, last, ofStep } of engines) {
    const end = lines.slice(-lastLines).find((line) => last.test(line.text));
    const step = lines.findLast((line) => ofStep.test(line.text));
    if (end === undefined || (step === undefined && engine === 'Nextflow')) continue;
    const { line, text: words } = step ?? end;
    return { engine, hasFailed: true, said: { file, line, text: words.trim() } };
  }
  return undefined;
}
