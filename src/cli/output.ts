import { toVisibleLines } from '../core/text/escape.ts';
import { redactText } from '../core/text/redact.ts';

/** Where results and messages go; tests and the process bring their own. */
export interface Output {
  /** Text for people that the application has already freed of secrets, such as an explanation. */
  print(text: string): void;
  /** One JSON value, for programs. */
  printJson(value: unknown): void;
  /** What went wrong, or what to know beside the result. */
  note(message: string): void;
}

/** The streams of this process. Nothing that a terminal would obey gets through, and no secret in a message. */
export const processOutput: Output = {
  print: (text) => void process.stdout.write(`${toVisibleLines(text)}\n`),
  printJson: (value) => void process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`),
  note: (message) => {
    if (message !== '') process.stderr.write(`${toVisibleLines(redactText(message))}\n`);
  },
};
