import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../clock.ts';
import { elapse } from '../elapse.ts';
import type { RunResult } from '../outcome.ts';
import { neverStarted, type RunScript, toResult } from '../runScript.ts';
import type { RunFolders } from './environment.ts';
import { realPathInside, resolveInside } from './jail.ts';
import type { Underway } from './underway.ts';

interface PlayContext {
  readonly clock: Clock;
  /** Counter of activities in real time, which excludes played programs, because they wait on the clock. */
  readonly underway: Underway;
}

/** Produces the effects of a program whose outcome was planned: waits for its duration, and writes its files. */
export async function playProgram(
  script: RunScript,
  folders: RunFolders,
  { clock, underway }: PlayContext,
  signal: AbortSignal,
): Promise<RunResult> {
  const hasOutput = !neverStarted(script);
  await writeFiles(folders, hasOutput ? { 'stdout.txt': '', 'stderr.txt': '' } : {});
  underway.count -= 1;
  const hasElapsed = await elapse(script.durationMs, clock, signal);
  underway.count += 1;
  if (!hasElapsed) return toResult(script);
  const { stdout, stderr, files } = script;
  await writeFiles(folders, { ...(hasOutput ? { 'stdout.txt': stdout, 'stderr.txt': stderr } : {}), ...files });
  return toResult(script);
}

type Output = RunScript['stdout'];

function toBytes(output: Output): string | Uint8Array {
  if (output === undefined || typeof output === 'string') return output ?? '';
  return 'byteLength' in output ? output.bytes(0, output.byteLength) : output.map(({ text }) => text).join('');
}

async function writeFiles({ run }: RunFolders, files: Readonly<Record<string, Output>>): Promise<void> {
  for (const [name, output] of Object.entries(files)) {
    const file = resolveInside(run, name) ?? run;
    await mkdir(dirname(file), { recursive: true });
    // An earlier program may have put a link in place of the folder.
    const folder = await realPathInside(run, dirname(file));
    if (folder === undefined || file === run) throw new Error(`${name} is not in the task directory`);
    await rm(file, { recursive: true, force: true });
    await writeFile(file, toBytes(output));
  }
}
