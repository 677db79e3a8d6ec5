import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

const error = /^[^\s:()]+:\d+:\d+: (?:fatal )?error: /;
const instantiation = /^(?<file>[^\s:()]+):(?<at>\d+):\d+: .*(?:required from here|requested here)$/;

/** Lines between an error in a template and the place that asked for it: GCC tells it above, Clang below. */
const linesBetween = 40;

/** Errors in templates of a library are told where the library's code is; the user's is what asked for the template. */
export const cxxTemplateRules = {
  'gcc-template-required-from': {
    on: ['required from here'],
    read: (log, line) => readAsked(log, line, (at) => log.next(at)),
  },
  'clang-template-requested': {
    on: ['requested here'],
    read: (log, line) => readAsked(log, line, (at) => log.previous(at)),
  },
} satisfies Rules;

function readAsked(log: LogText, line: number, step: (line: number) => number): Finding | undefined {
  const frame = frameOf(log.text(line));
  if (frame === undefined) return undefined;
  for (let at = step(line), seen = 0; at !== -1 && seen < linesBetween; at = step(at), seen++) {
    if (!error.test(log.text(at))) continue;
    return { line: at, category: 'exception-in-user-code', weight: 'cause', narrow: 'kind', frame };
  }
  return undefined;
}

function frameOf(text: string): Frame | undefined {
  const { file, at } = instantiation.exec(text)?.groups ?? {};
  return file !== undefined && isOwnFile(file) ? { file, line: Number(at) } : undefined;
}
