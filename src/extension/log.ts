import * as vscode from 'vscode';
import { toLogEntry, toLogLine } from '../app/logEntry.ts';
import type { Attempt } from '../service/ports.ts';

/**
 * The extension's log. Its level is the user's choice (command "Developer: Set Log Level"). VS Code's channel writes
 * any text unchanged, so no other code has access to it: every entry written here is one line, visible, and without
 * secrets, whatever its source.
 */
export class Log implements vscode.Disposable {
  readonly #channel: vscode.LogOutputChannel;

  constructor(name = 'Azure Batch') {
    this.#channel = vscode.window.createOutputChannel(name, { log: true });
  }

  debug(entry: string): void {
    this.#channel.debug(toLogEntry(entry));
  }

  info(entry: string): void {
    this.#channel.info(toLogEntry(entry));
  }

  warn(entry: string): void {
    this.#channel.warn(toLogEntry(entry));
  }

  error(entry: string): void {
    this.#channel.error(toLogEntry(entry));
  }

  /** Shows the log to the user. */
  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

/** Writes one attempt of a request: refused ones as warnings, lost ones as errors, the rest as debug. */
export function logAttempt(log: Log, attempt: Attempt): void {
  const line = toLogLine(attempt);
  if (attempt.status === undefined) log.error(line);
  else if (attempt.status >= 400) log.warn(line);
  else log.debug(line);
}
