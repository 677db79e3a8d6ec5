import * as vscode from 'vscode';
import type { Attempt } from '../service/ports.ts';
import { toLogLine } from './attemptLine.ts';

/** The log channel of the product. Its level is the user's choice (command "Developer: Set Log Level"). */
export function createLog(): vscode.LogOutputChannel {
  return vscode.window.createOutputChannel('Azure Batch', { log: true });
}

/** Writes one attempt of a request: refused ones as warnings, lost ones as errors, the rest as debug. */
export function logAttempt(log: vscode.LogOutputChannel, attempt: Attempt): void {
  const line = toLogLine(attempt);
  if (attempt.status === undefined) log.error(line);
  else if (attempt.status >= 400) log.warn(line);
  else log.debug(line);
}
