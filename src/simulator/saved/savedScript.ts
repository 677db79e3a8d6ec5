import type { DiskChange } from '../executors/diskChanges.ts';
import type { GeneratedText, RunScript, TimedText } from '../executors/runScript.ts';

/** Maximum saved length of a text that is generated on reading. */
const longestTextBytes = 1024 * 1024;

/** Returns a change of a disk without texts that are generated on reading. */
export function toSavedChange(change: DiskChange): DiskChange {
  return change.kind === 'remove' ? change : { ...change, script: toSavedScript(change.script) };
}

function toSavedScript({ stdout, stderr, files, ...script }: RunScript): RunScript {
  const saved = Object.entries(files ?? {}).map(([path, text]) => [path, toFixedText(text)] as const);
  return {
    ...script,
    ...(stdout === undefined ? {} : { stdout: toFixedText(stdout) }),
    ...(stderr === undefined ? {} : { stderr: toFixedText(stderr) }),
    ...(files === undefined ? {} : { files: Object.fromEntries(saved) }),
  };
}

function toFixedText<T extends string | readonly TimedText[]>(text: T | GeneratedText): T | string {
  if (!isGenerated(text)) return text;
  return Buffer.from(text.bytes(0, Math.min(text.byteLength, longestTextBytes))).toString('utf8');
}

function isGenerated(text: string | readonly TimedText[] | GeneratedText): text is GeneratedText {
  return typeof text === 'object' && 'byteLength' in text;
}
