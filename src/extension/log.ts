import * as vscode from 'vscode';
import { toLogEntry, toLogLine } from '../app/requests/logEntry.ts';
import type { Attempt } from '../service/ports.ts';

/**
 * The extension's log. Its level is the user's choice (command "Developer: Set Log Level"). VS Code's channel writes
 * any text unchanged, so no other code has access to it: every entry written here is one line, visible, and without
 * secrets, regardless of its source.
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

  /** Reveals the extension's log. */
  show(): void {
    this.#channel.show();
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

/** Logs one attempt of a request: a refusal as a warning, no response as an error, and any other as debug output. */
export function logAttempt(log: Log, attempt: Attempt): void {
  const line = toLogLine(attempt);
  if (attempt.status === undefined) log.error(line);
  else if (attempt.status >= 400) log.warn(line);
  else log.debug(line);
}
