import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FromSupervisor, ProgramEnd, ProgramOrder, ToSupervisor } from './messages.ts';
import { supervisorFile, supervisorWord } from './supervise.ts';

/** What became of a program; `lost` where the process that ran it has ended, which leaves open what runs on. */
export type SupervisedEnd = ProgramEnd | { readonly kind: 'lost' };

/** Has programs run by a process of its own, which is started for the first and again when it has ended. */
export class Supervisor {
  readonly #waiting = new Map<number, (end: SupervisedEnd) => void>();
  readonly #folders = new Set<string>();
  #process: ChildProcess | undefined;
  #lastId = 0;

  /** Runs a program to its end, which comes sooner with the signal. Nothing that it has started is left then. */
  async run(order: ProgramOrder, signal: AbortSignal): Promise<SupervisedEnd> {
    const child = this.#find();
    this.#lastId += 1;
    const id = this.#lastId;
    const ended = new Promise<SupervisedEnd>((resolve) => this.#waiting.set(id, resolve));
    child.channel?.ref();
    const kill = (): void => send(child, { kind: 'kill', id });
    send(child, { kind: 'run', id, order });
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    try {
      return await ended;
    } finally {
      signal.removeEventListener('abort', kill);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) child.channel?.unref();
    }
  }

  /** Has a folder removed when the simulator ends, however it ends. */
  removeAtEnd(folder: string): void {
    this.#folders.add(folder);
    send(this.#find(), { kind: 'folder', path: folder });
  }

  /** Ends the process, and with it what it runs. */
  async close(): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.ref();
    if (child.connected) child.disconnect();
    await exited;
  }

  #find(): ChildProcess {
    this.#process ??= this.#start();
    return this.#process;
  }

  #start(): ChildProcess {
    const child = spawn(process.execPath, [supervisorFile, supervisorWord], {
      // A process of its own group does not get the Ctrl+C that is for the simulator.
      detached: true,
      env: { PATH: process.env['PATH'], ELECTRON_RUN_AS_NODE: '1', NODE_V8_COVERAGE: undefined },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', ({ id, end }: FromSupervisor) => this.#waiting.get(id)?.(end));
    const lose = (): void => {
      if (this.#process === child) this.#process = undefined;
      for (const resolve of this.#waiting.values()) resolve({ kind: 'lost' });
    };
    child.on('exit', lose);
    child.on('error', lose);
    child.unref();
    child.channel?.unref();
    for (const path of this.#folders) send(child, { kind: 'folder', path });
    return child;
  }
}

/** What cannot be sent any more is not missed: the end of the process is the answer. */
function send(child: ChildProcess, message: ToSupervisor): void {
  if (child.connected) child.send(message, () => undefined);
}
