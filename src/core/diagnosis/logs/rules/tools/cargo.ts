import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

/** Lines of a chain of causes that are looked at. */
const longestChain = 24;

/** Cargo says what it could not do, and below it why, the deepest cause last. */
export const cargoRules = {
  'cargo-failed-because': { on: ['error: failed to '], read: readCargo },
} satisfies Rules;

/** What a package runs before it is built: it printed why it failed. */
const ranScript = /^\s*process didn't exit successfully: /;

function readCargo(log: LogText, line: number): Finding | undefined {
  if (!log.text(line).startsWith('error: failed to ')) return undefined;
  const covers = [line];
  let said = line;
  for (let at = log.next(line); at !== -1 && covers.length < longestChain; at = log.next(at)) {
    const text = log.text(at);
    if (text === 'Caused by:') said = log.next(at);
    else if (/^\S/.test(text)) break;
    covers.push(at);
  }
  if (said === line || said === -1) return undefined;
  if (ranScript.test(log.text(said)))
    return { line, category: 'other', weight: 'echo', narrow: 'other', covers: [line, said] };
  const category = categoryOfLine(log.text(said)) ?? 'bad-input';
  return { line: said, category, weight: 'cause', narrow: 'kind', covers };
}
