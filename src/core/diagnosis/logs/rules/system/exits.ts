import { isInformative } from '../../../catalogue/exit.ts';
import { exitLiterals, findStatedExit } from '../../../catalogue/readExit.ts';
import type { Finding, LogContext, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';

/**
 * Rules for the end of a program as reported in any words by the program that started it: an exit code, a signal, or a
 * Windows status.
 */
export const exitRules = { 'exit-told': { on: exitLiterals, read: readStated } } satisfies Rules;

/** Reads a reported end. Windows reports its statuses itself, with the failed operation; others are repetitions. */
function readStated(log: LogText, line: number, { os }: LogContext): Finding | undefined {
  const exit = findStatedExit(log.text(line), os);
  if (!isInformative(exit) || exit.category === 'other') return undefined;
  const isStatus = exit.id.startsWith('0x');
  return { line, category: exit.category, weight: isStatus ? 'error' : 'echo', narrow: isStatus ? 'stated' : 'kind' };
}
