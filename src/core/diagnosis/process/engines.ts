import { type EngineFiles, findEngineFiles, readEngineExitCode } from '../../files/engineFiles.ts';
import type { Task } from '../../model/task.ts';
import type { EngineEnd } from '../../model/taskVerdict.ts';
import { findEngineWords } from '../logs/end/engineWords.ts';

/** Texts of files written by a workflow engine, by path. */
export type EngineTexts = Readonly<Record<string, string>>;

interface EngineCase {
  readonly task: Task;
  readonly engineTexts?: EngineTexts | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
}

/**
 * Finds the end of a step as reported by the task's engine: the exit code that it recorded, or else its final message.
 * Undefined without a report.
 */
export function findEngineEnd({ task, engineTexts = {}, stdout = '', stderr = '' }: EngineCase): EngineEnd | undefined {
  const files = findEngineFiles(task);
  const code = files === undefined ? undefined : readEngineExitCode(engineTexts[files.exit]);
  return files === undefined || code === undefined
    ? (findEngineWords('stderr.txt', stderr) ?? findEngineWords('stdout.txt', stdout))
    : { engine: files.engine, hasFailed: code !== 0, exit: { code, path: files.exit } };
}

/**
 * Finds the file in which the task's engine records the exit code of its step, if that file has no code or was not
 * read.
 */
export function findUnknownExit({ task, engineTexts = {} }: EngineCase): EngineFiles | undefined {
  const files = findEngineFiles(task);
  return files === undefined || readEngineExitCode(engineTexts[files.exit]) !== undefined ? undefined : files;
}
