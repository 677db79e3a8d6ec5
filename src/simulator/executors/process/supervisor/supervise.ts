import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type FileHandle, open, readlink, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { killGroup, killHolders, killMarked } from '../processTree.ts';
import { findGuard, findLaunchFault } from './launch.ts';
import type { FromSupervisor, ProgramEnd, ProgramOrder, ToSupervisor } from './messages.ts';

/** The argument that makes this file run as the supervisor. */
export const supervisorWord = 'supervise-programs';

/** This file, or the bundle that contains it. */
export const supervisorFile = fileURLToPath(import.meta.url);

/** Interval at which the sizes of outputs are checked. */
const outputMs = 100;
/** Time for a killed process to release its open files. */
const lettingGoMs = 20;
/** Maximum number of searches for a pipe's holder, because a process that hangs in the kernel can't be waited for. */
const mostRounds = 20;
/** Time after which a guard is killed with everything that it guards. */
const hangingMs = 1000;
/** Maximum delay until processes that survived the end of their program are ended as well. */
const lateMs = 500;

interface Program {
  readonly order: ProgramOrder;
  outputs: readonly FileHandle[];
  pid: number | undefined;
  isKilled: boolean;
  wroteTooMuch: boolean;
}

/**
 * Runs programs for a simulator, in its own process: starting one takes the simulator no time, and when the simulator
 * ends for any reason, nothing that it ran is left.
 */
class Supervision {
  readonly #programs = new Map<number, Program>();
  readonly #runs = new Set<Promise<void>>();
  readonly #folders = new Set<string>();
  readonly #late = new LateSweep();

  receive(message: ToSupervisor): void {
    switch (message.kind) {
      case 'run':
        this.#begin(message.id, message.order);
        break;
      case 'kill':
        this.#kill(this.#programs.get(message.id));
        break;
      case 'folder':
        this.#folders.add(message.path);
    }
  }

  /** Checks the sizes of programs' outputs. */
  async watchOutputs(): Promise<void> {
    for (;;) {
      await setTimeout(outputMs);
      for (const program of this.#programs.values()) {
        if (await hasWrittenTooMuch(program)) {
          program.wroteTooMuch = true;
          this.#kill(program);
        }
      }
    }
  }

  /** Ends all programs, and everything that they have left behind. */
  async close(): Promise<void> {
    for (const program of this.#programs.values()) this.#kill(program);
    await Promise.all(this.#runs);
    await this.#late.flush();
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }

  #begin(id: number, order: ProgramOrder): void {
    const run = this.#run(id, order).finally(() => this.#runs.delete(run));
    this.#runs.add(run);
  }

  async #run(id: number, order: ProgramOrder): Promise<void> {
    const program: Program = { order, outputs: [], pid: undefined, isKilled: false, wroteTooMuch: false };
    this.#programs.set(id, program);
    const end = await this.#follow(program).catch((error): ProgramEnd => ({ kind: 'refused', code: toCode(error) }));
    this.#programs.delete(id);
    const answer: FromSupervisor = { id, end };
    // The simulator may have ended first.
    process.send?.(answer, () => undefined);
  }

  async #follow(program: Program): Promise<ProgramEnd> {
    const { file, folder, environment, stdout, stderr } = program.order;
    const outputs = await Promise.all([createFile(stdout), createFile(stderr)]);
    program.outputs = outputs;
    try {
      await this.#late.endAll(toMarker(program.order));
      const fault = await findLaunchFault(file, folder, environment['PATH']);
      if (fault !== undefined) return { kind: 'refused', code: fault };
      const child = start(program.order, outputs);
      if (child.pid === undefined) {
        const [error] = await once(child, 'error');
        throw error;
      }
      program.pid = child.pid;
      const pipe = readlink(`/proc/${child.pid}/fd/3`).catch(() => undefined);
      if (program.isKilled) this.#kill(program);
      const [code, signal] = await once(child, 'exit');
      program.pid = undefined;
      await this.#endRest(program.order, child, await pipe);
      // A short program is over before its outputs are first checked.
      return program.wroteTooMuch || (await hasWrittenTooMuch(program))
        ? { kind: 'wroteTooMuch' }
        : { kind: 'ended', code, signal };
    } finally {
      program.outputs = [];
      await Promise.all(outputs.map((output) => output.close()));
    }
  }

  /**
   * Ends processes that a program has started and left in other groups. A process that holds the program's pipe is
   * found even if it has hidden its environment; a process that has closed the pipe is found by its environment, a
   * moment later.
   */
  async #endRest(order: ProgramOrder, child: ChildProcess, pipe: string | undefined): Promise<void> {
    const { pid = 0 } = child;
    killGroup(pid);
    const marker = toMarker(order);
    const holds = child.stdio[3] as Readable;
    for (let round = 0; round < mostRounds && !(await isLetGo(holds)); round += 1) {
      await killMarked(new Set([marker]), pid);
      if (pipe !== undefined) await killHolders(pipe, pid);
    }
    holds.destroy();
    this.#late.add(marker, pid);
  }

  #kill(program: Program | undefined): void {
    if (program === undefined) return;
    program.isKilled = true;
    const { pid } = program;
    if (pid === undefined) return;
    if (findGuard().length === 0) {
      killGroup(pid);
      return;
    }
    // The guard ends the program, and waits for it, so that it leaves no zombie; unless the guard itself hangs.
    process.kill(pid, 'SIGALRM');
    void setTimeout(hangingMs).then(() => {
      if (program.pid !== undefined) killGroup(pid);
    });
  }
}

/** Searches once for processes left by many programs, because each search reads the environment of every process. */
class LateSweep {
  #markers = new Set<string>();
  readonly #ending = new Set<string>();
  #afterId = Number.POSITIVE_INFINITY;
  #current: Promise<void> = Promise.resolve();
  #isPlanned = false;

  add(marker: string, afterId: number): void {
    this.#markers.add(marker);
    this.#afterId = Math.min(this.#afterId, afterId);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    void setTimeout(lateMs).then(() => this.flush());
  }

  /** Ends processes that an earlier attempt has left, because they have the same marker as those of a later attempt. */
  async endAll(marker: string): Promise<void> {
    if (this.#markers.has(marker)) void this.flush();
    if (this.#ending.has(marker)) await this.#current;
  }

  flush(): Promise<void> {
    const [markers, afterId] = [this.#markers, this.#afterId];
    this.#isPlanned = false;
    this.#markers = new Set();
    this.#afterId = Number.POSITIVE_INFINITY;
    for (const marker of markers) this.#ending.add(marker);
    this.#current = this.#current.then(async () => {
      if (markers.size > 0) await killMarked(markers, afterId);
      for (const marker of markers) this.#ending.delete(marker);
    });
    return this.#current;
  }
}

function toMarker({ marker, environment }: ProgramOrder): string {
  return `${marker}=${environment[marker]}`;
}

/** Creates a new file, replacing anything that an earlier attempt left there. */
async function createFile(path: string): Promise<FileHandle> {
  await rm(path, { recursive: true, force: true });
  return open(path, 'wx', 0o644);
}

/** Starts a program. Some failures are thrown (an argument list that is too long, a NUL in it); others are events. */
function start({ file, args, folder, environment }: ProgramOrder, outputs: readonly FileHandle[]): ChildProcess {
  const [program = file, ...more] = [...findGuard(), file, ...args];
  const [stdout, stderr] = outputs.map(({ fd }) => fd);
  const stdio: SpawnOptions['stdio'] = ['ignore', stdout, stderr, 'pipe'];
  return spawn(program, more, { cwd: folder, env: environment, detached: true, stdio });
}

function toCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Returns true if nothing holds the other end of a pipe anymore. */
async function isLetGo(pipe: Readable): Promise<boolean> {
  pipe.resume();
  if (pipe.closed) return true;
  const closed = new Promise<true>((resolve) => pipe.once('close', () => resolve(true)));
  return Promise.race([closed, setTimeout(lettingGoMs, false)]);
}

async function hasWrittenTooMuch({ outputs, order }: Program): Promise<boolean> {
  const sizes = await Promise.all(
    outputs.map((output) =>
      output
        .stat()
        .then(({ size }) => size)
        .catch(() => 0),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0) > order.mostOutputBytes;
}

function supervise(): void {
  const supervision = new Supervision();
  process.on('message', (message: ToSupervisor) => supervision.receive(message));
  process.on('disconnect', () => {
    void supervision.close().finally(() => process.exit(0));
  });
  void supervision.watchOutputs();
}

if (process.argv[1] === supervisorFile && process.argv[2] === supervisorWord) supervise();
