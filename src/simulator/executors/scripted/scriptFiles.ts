import type { Clock } from '../../clock.ts';
import type { RunScript } from '../runScript.ts';
import { type Span, textContent, toContent } from './content.ts';
import type { PlacedFile } from './memoryDisk.ts';

/** `stdout.txt` and `stderr.txt` of a run, as far as it has come; none when it ended before the program started. */
export function toOutputFiles(script: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const { stdout, stderr } = script;
  if (stdout === undefined && stderr === undefined && neverStarted(script)) return [];
  const modifiedMs = (): number => span.endMs ?? clock.now();
  return [
    { path: 'stdout.txt', content: toContent(stdout, span, clock), modifiedMs },
    { path: 'stderr.txt', content: toContent(stderr, span, clock), modifiedMs },
  ];
}

/** The other files that a run leaves when it has ended, by path relative to its folder. */
export function toLeftFiles({ files = {} }: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const modifiedMs = (): number => span.endMs ?? clock.now();
  return Object.entries(files).map(([path, source]) => ({
    path,
    content: typeof source === 'string' ? textContent(source) : toContent(source, span, clock),
    modifiedMs,
  }));
}

function neverStarted({ exitCode, failure }: RunScript): boolean {
  return exitCode === undefined && failure !== undefined && !failure.code.startsWith('Command');
}
