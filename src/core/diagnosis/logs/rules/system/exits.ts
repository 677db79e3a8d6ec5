import { isInformative } from '../../../catalogue/exit.ts';
import { exitLiterals, findStatedExit } from '../../../catalogue/readExit.ts';
import type { Finding, LogContext } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

/**
 * Ends of programs as the program that started them reports them in any words: by exit code, signal or Windows status.
 */
export const exitRules = { 'exit-told': { on: exitLiterals, read: readStated } } satisfies Rules;

/** Windows itself reports its statuses, with the failed operation; other reports are repeats. */
function readStated(log: LogText, line: number, { os }: LogContext): Finding | undefined {
  const exit = findStatedExit(log.text(line), os);
  if (!isInformative(exit) || exit.category === 'other') return undefined;
  const isStatus = exit.id.startsWith('0x');
  return { line, category: exit.category, weight: isStatus ? 'error' : 'echo', narrow: isStatus ? 'stated' : 'kind' };
}
