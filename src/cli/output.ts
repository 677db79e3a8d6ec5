import { toVisibleLines } from '../core/text/escape.ts';
import { redactText } from '../core/text/redact.ts';

/** Destination of results and messages. Tests and the process pass their own. */
export interface Output {
  /** Prints text from which the application has already removed secrets, such as an explanation. */
  print(text: string): void;
  /** Prints one JSON value. */
  printJson(value: unknown): void;
  /** Prints an error or a note about the result. */
  note(message: string): void;
}

/**
 * Writes to the streams of this process. Terminal control sequences are made visible, and messages contain no secrets.
 */
export const processOutput: Output = {
  print: (text) => void process.stdout.write(`${toVisibleLines(text)}\n`),
  printJson: (value) => void process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`),
  note: (message) => {
    if (message !== '') process.stderr.write(`${toVisibleLines(redactText(message))}\n`);
  },
};
