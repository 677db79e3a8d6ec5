import type { Task } from '../../model/task.ts';
import type { EngineEnd } from '../../model/taskVerdict.ts';
import { longestCommandLine } from '../../query/shellCommand.ts';
import { findEngineWords } from '../logs/end/engineWords.ts';

/**
 * Files in which an engine of workflows leaves how the step ended that it ran in a task: paths below the task's folder.
 * Each is a few bytes, or says who it is of in its first lines.
 */
export interface EngineFiles {
  readonly engine: 'Nextflow' | 'Cromwell';
  /** Holds the exit code, and nothing else. */
  readonly exit: string;
  /** Begins with the name of the step. */
  readonly header?: string;
}

/** What was read of such files, by path. */
export type EngineTexts = Readonly<Record<string, string>>;

/** What Nextflow runs in a task; it lies in the working directory, beside what it leaves there. */
const nextflowScript = /(?:^|[\s'"])(?:\.\/)?\.command\.run(?:$|[\s'";])/;

/** Where Cromwell runs a call: `…/cromwell-executions/WORKFLOW/UUID/call-NAME/shard-0/execution/script`. */
const cromwellScript = /[^\s'";=]{0,200}cromwell-executions\/[^\s'";]{1,600}?\/execution\/(?:script|rc)(?=$|[\s'";])/;

/** The files that show how a task's engine ended its step; undefined for a task that none of them runs. */
export function findEngineFiles({
  commandLine = '',
  resourceFiles = [],
  outputFiles = [],
}: Task): EngineFiles | undefined {
  const command = commandLine.slice(0, longestCommandLine);
  const brought = resourceFiles.map(({ filePath = '' }) => filePath.replace(/^\.\//, ''));
  const script = brought.find((path) => path === '.command.run' || path.endsWith('/.command.run'));
  if (script !== undefined || nextflowScript.test(command)) {
    const folder = `wd/${(script ?? '').slice(0, -'.command.run'.length)}`;
    return { engine: 'Nextflow', exit: `${folder}.exitcode`, header: `${folder}.command.run` };
  }
  const patterns = outputFiles.map(({ filePattern }) => filePattern);
  const path = [...brought, ...patterns, command].flatMap((text) => cromwellScript.exec(text)?.[0] ?? [])[0];
  const below = path === undefined ? undefined : toPathBelow(path);
  return below === undefined
    ? undefined
    : { engine: 'Cromwell', exit: `wd/${below.replace(/\/(?:script|rc)$/, '/rc')}` };
}

/** A path in the working directory of a task, as a command line may write it; undefined for one elsewhere. */
function toPathBelow(path: string): string | undefined {
  const below = path.replace(/^(?:\$\{?AZ_BATCH_TASK_WORKING_DIR\}?\/|\.\/|\/\S{1,200}?\/wd\/)/, '');
  return below.startsWith('/') || below.startsWith('$') ? undefined : below;
}

interface EngineCase {
  readonly task: Task;
  readonly engineTexts?: EngineTexts | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/**
 * How the engine of a task says that its step ended: by the exit code that it wrote down, else by its last words. Undefined
 * where it says nothing.
 */
export function findEngineEnd({ task, engineTexts = {}, stdout = '', stderr = '' }: EngineCase): EngineEnd | undefined {
  const files = findEngineFiles(task);
  const code = files === undefined ? undefined : readCode(engineTexts[files.exit]);
  return files === undefined || code === undefined
    ? (findEngineWords('stderr.txt', stderr) ?? findEngineWords('stdout.txt', stdout))
    : { engine: files.engine, hasFailed: code !== 0, exit: { code, path: files.exit } };
}

/** The file in which the engine of a task wrote down how its step ended, where that does not say it or was not read. */
export function findUnknownExit({ task, engineTexts = {} }: EngineCase): EngineFiles | undefined {
  const files = findEngineFiles(task);
  return files === undefined || readCode(engineTexts[files.exit]) !== undefined ? undefined : files;
}

function readCode(text: string | undefined): number | undefined {
  const code = /^\s{0,8}(\d{1,3})\s{0,8}$/.exec(text ?? '')?.[1];
  return code === undefined ? undefined : Number(code);
}
