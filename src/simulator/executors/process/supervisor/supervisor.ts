import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { FromSupervisor, ProgramEnd, ProgramOrder, ToSupervisor } from './messages.ts';
import { supervisorFile, supervisorWord } from './supervise.ts';

/** The end of a program; `lost` if the process that ran it has ended, so that it is unknown what still runs. */
export type SupervisedEnd = ProgramEnd | { readonly kind: 'lost' };

/** Runs programs in a separate process, which is started for the first program and again after it has ended. */
export class Supervisor {
  readonly #waiting = new Map<number, (end: SupervisedEnd) => void>();
  readonly #folders = new Set<string>();
  #process: ChildProcess | undefined;
  #lastId = 0;

  /** Runs a program to its end, or until the signal is aborted. Afterward, nothing that it has started is left. */
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

  /** Marks a folder for removal when the simulator ends, for any reason. */
  removeAtEnd(folder: string): void {
    this.#folders.add(folder);
    send(this.#find(), { kind: 'folder', path: folder });
  }

  /** Ends the process and everything that the process runs. */
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
      // In its own group, the process doesn't get the Ctrl+C that is meant for the simulator.
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

/** A message that can't be sent is not an error: the end of the process counts. */
function send(child: ChildProcess, message: ToSupervisor): void {
  if (child.connected) child.send(message, () => undefined);
}
