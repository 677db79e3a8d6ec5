import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from './pythonExceptions.ts';

const named = /(?:^|[\s:\]])(?<name>[A-Za-z_][\w.]*(?:Error|Exception)): (?<message>\S.*)$/;

/** As Dask tells what failed on a worker. */
const quoted = /^Exception: +"(?<name>[A-Za-z_]\w*)\((?<message>.*)\)"$/;

/** An exception that a program caught and printed without its stack. */
export const loneExceptionRules = {
  'lone-exception': { on: ['Error: ', 'Exception: '], read: readLone },
} satisfies Rules;

function readLone(log: LogText, line: number): Finding | undefined {
  // The languages that say so are read by readers of their own.
  if (log.text(line).includes('Uncaught ')) return undefined;
  const { name, message } = (quoted.exec(log.text(line)) ?? named.exec(log.text(line)))?.groups ?? {};
  if (name === undefined || message === undefined) return undefined;
  const { category, narrow, subject } = classifyException(name, message, []);
  return narrow === 'kind' || quoted.test(log.text(line))
    ? { line, category, weight: 'error', narrow, subject, vague: true }
    : undefined;
}
