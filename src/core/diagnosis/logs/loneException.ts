import type { Finding, Reader } from './finding.ts';
import type { LogText } from './logText.ts';
import { classifyException } from './pythonExceptions.ts';

const named = /(?:^|[\s:\]])(?<name>[A-Za-z_][\w.]*(?:Error|Exception)): (?<message>\S.*)$/;

/** An exception that a program caught and printed without its stack. */
export const loneExceptionReaders: readonly Reader[] = [{ on: ['Error: ', 'Exception: '], read: readLone }];

function readLone(log: LogText, line: number): Finding | undefined {
  const { name, message } = named.exec(log.text(line))?.groups ?? {};
  if (name === undefined || message === undefined) return undefined;
  const { category, narrow, subject } = classifyException(name, message, []);
  return narrow === 'kind' ? { line, category, weight: 'error', narrow, subject, vague: true } : undefined;
}
