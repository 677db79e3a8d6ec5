import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { toOwnFrame } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';

const wordings = [
  /\[ERROR\] Could not resolve "(?<what>[^"]+)"/,
  /Module not found: Error: Can't resolve '(?<what>[^']+)'/,
];
/** Matches places of esbuild, `    src/main.js:1:22:`, and webpack, `ERROR in ./src/main.js 1:14-35`. */
const places = [/^\s+(?<file>\S+):(?<at>\d+):\d+:$/, /^ERROR in (?<file>\S+) (?<at>\d+):\d/];

/** Rules for messages from esbuild and webpack about an import that can't be resolved. */
export const bundlerRules = {
  'bundler-import-unresolved': {
    on: ['[ERROR] Could not resolve', "Module not found: Error: Can't resolve"],
    read: readUnresolved,
  },
} satisfies Rules;

function readUnresolved(log: LogText, line: number): Finding | undefined {
  for (const wording of wordings) {
    const found = wording.exec(log.text(line));
    if (found === null) continue;
    const subject = found.groups?.['what'];
    return { line, category: 'missing-module', weight: 'cause', narrow: 'exact', subject, frame: placeNear(log, line) };
  }
  return undefined;
}

/** Returns the place in the previous line, the line itself, or one of the next lines. */
function placeNear(log: LogText, line: number): Frame | undefined {
  let at = log.previous(line);
  if (at === -1) at = line;
  for (let seen = 0; at !== -1 && seen < 4; at = log.next(at), seen++)
    for (const place of places) {
      const frame = toOwnFrame(place.exec(log.text(at)));
      if (frame !== undefined) return frame;
    }
  return undefined;
}
