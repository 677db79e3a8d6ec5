import type { EngineEnd } from '../../../model/taskVerdict.ts';
import { readEnd } from './endLines.ts';

/** The number of lines that contain an engine's last words. */
const lastLines = 8;

/** An engine that runs a workflow in one task: its last words, and its words about the failed step. */
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
 * Finds an engine's last words that a step of its workflow failed, and their line. Nextflow mentions its log for lesser
 * failures too.
 */
export function findEngineWords(file: 'stdout.txt' | 'stderr.txt', text: string): EngineEnd | undefined {
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
