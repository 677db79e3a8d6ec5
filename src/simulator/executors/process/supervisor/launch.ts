import { spawnSync } from 'node:child_process';
import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

const usualPath = '/usr/local/bin:/usr/bin:/bin';

let guard: readonly string[] | undefined;

/**
 * Returns the command that starts programs in a parent process that can be ended separately: GNU `timeout` without a
 * time, which reports how the program ended, including signals, and ends it on `SIGALRM`. Empty if there is no such
 * `timeout`.
 */
export function findGuard(): readonly string[] {
  guard ??= tryGuard(['timeout', '--foreground', '--signal=KILL', '0']);
  return guard;
}

function tryGuard([file = '', ...args]: readonly string[]): readonly string[] {
  const found = spawnSync('/bin/sh', ['-c', `command -v ${file}`], { encoding: 'utf8' }).stdout?.trim() ?? '';
  const isUsable = found !== '' && spawnSync(found, [...args, '/bin/sh', '-c', 'kill -9 $$']).signal === 'SIGKILL';
  return isUsable ? [found, ...args] : [];
}

/** Returns the error code for a program that can't be started, because the guard doesn't report the reason. */
export async function findLaunchFault(file: string, folder: string, path = usualPath): Promise<string | undefined> {
  const candidates = file.includes('/')
    ? [resolve(folder, file)]
    : path.split(':').map((place) => resolve(folder, place, file));
  let fault = 'ENOENT';
  for (const candidate of candidates) {
    const one = await findFileFault(candidate);
    if (one === undefined) return findInterpreterFault(candidate);
    if (one === 'EACCES') fault = one;
  }
  return fault;
}

async function findFileFault(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return 'ENOENT';
  const isExecutable =
    stats.isFile() &&
    (await access(path, constants.X_OK).then(
      () => true,
      () => false,
    ));
  return isExecutable ? undefined : 'EACCES';
}

const mostInterpreterBytes = 256;

/** A script with a missing interpreter is reported as missing itself. */
async function findInterpreterFault(path: string): Promise<string | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostInterpreterBytes), 0, mostInterpreterBytes, 0);
    const [, interpreter] = /^#![ \t]*(\S+)/.exec(buffer.toString('utf8', 0, bytesRead)) ?? [];
    return interpreter === undefined ? undefined : await findFileFault(interpreter);
  } finally {
    await file.close();
  }
}
