import type { Clock } from '../../clock.ts';
import { type DiskChange, DiskChanges } from '../diskChanges.ts';
import type { MachineRequest } from '../executor.ts';
import { neverStarted, type RunScript } from '../runScript.ts';
import { findWrittenMs, type Span, textContent, toContent } from './content.ts';
import { MemoryDisk, type PlacedFile } from './memoryDisk.ts';

/** Top-level folders of a node. Batch documentation: "Files and directories". */
const rootFolders = ['applications', 'fsmounts', 'shared', 'startup', 'volatile', 'workitems'];

/** The disk of a node whose runs are played, with its history of changes. */
export class PlayedDisk {
  readonly files: MemoryDisk;
  readonly #clock: Clock;
  readonly #changes = new DiskChanges();
  readonly #onChange: (change: DiskChange) => void;

  constructor({ os, disk = {}, onDiskChange = () => undefined }: MachineRequest, clock: Clock) {
    this.files = new MemoryDisk(os);
    this.#clock = clock;
    this.#onChange = onDiskChange;
    for (const folder of rootFolders) this.files.addFolder(folder, clock.now());
    for (const change of disk.changes ?? []) this.#repeat(change);
  }

  get changes(): readonly DiskChange[] {
    return this.#changes.list();
  }

  /** Writes the files of a past run, or files that belong to no run. */
  place(root: string, script: RunScript, endMs: number): void {
    const startMs = endMs - script.durationMs;
    this.#note(
      root === '' ? { kind: 'files', script, endMs } : { kind: 'run', root, script, startMs, endMs, isComplete: true },
    );
    this.#lay(root, script, { startMs, endMs }, true);
  }

  /** Starts a run. Call the returned function when the run has ended; `isComplete` means that it ended by itself. */
  begin(root: string, script: RunScript): (isComplete: boolean) => void {
    const span: Span = { startMs: this.#clock.now() };
    const { startMs } = span;
    this.#note({ kind: 'run', root, script, startMs, isComplete: false });
    this.#lay(root, script, span, false);
    return (isComplete) => {
      span.endMs = this.#clock.now();
      this.#note({ kind: 'run', root, script, startMs, endMs: span.endMs, isComplete });
      for (const file of isComplete ? toLeftFiles(script, span, this.#clock) : []) {
        this.files.addFile({ ...file, path: `${root}/${file.path}` });
      }
    };
  }

  async remove(path: string): Promise<void> {
    this.#note({ kind: 'remove', path });
    await this.files.remove(path);
  }

  /** Repeats a saved change. A run that was in progress when the disk was saved ends now at the latest. */
  #repeat(change: DiskChange): void {
    this.#changes.note(change);
    if (change.kind === 'remove') {
      void this.files.remove(change.path);
    } else if (change.kind === 'files') {
      this.#lay('', change.script, { startMs: change.endMs, endMs: change.endMs }, true);
    } else {
      const { root, script, startMs, endMs = this.#clock.now(), isComplete } = change;
      this.#lay(root, script, { startMs, endMs }, isComplete);
    }
  }

  #note(change: DiskChange): void {
    this.#changes.note(change);
    this.#onChange(change);
  }

  #lay(root: string, script: RunScript, span: Span, hasLeft: boolean): void {
    const left = (): readonly PlacedFile[] => (hasLeft ? toLeftFiles(script, span, this.#clock) : []);
    if (root === '') {
      for (const file of left()) this.files.addFile(file);
    } else {
      this.files.replaceFolder(root, span.startMs, () => [...toOutputFiles(script, span, this.#clock), ...left()]);
    }
  }
}

/** Returns `stdout.txt` and `stderr.txt` of a run up to now; none if it ended before the program started. */
function toOutputFiles(script: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const { stdout, stderr } = script;
  if (stdout === undefined && stderr === undefined && neverStarted(script)) return [];
  const toFile = (path: string, source: RunScript['stdout']): PlacedFile => ({
    path,
    content: toContent(source, span, clock),
    modifiedMs: () => span.endMs ?? findWrittenMs(source, span.startMs, clock.now()),
  });
  return [toFile('stdout.txt', stdout), toFile('stderr.txt', stderr)];
}

/** Returns the other files that a run leaves when it has ended, by path relative to its folder. */
function toLeftFiles({ files = {} }: RunScript, span: Span, clock: Clock): readonly PlacedFile[] {
  const modifiedMs = (): number => span.endMs ?? clock.now();
  return Object.entries(files).map(([path, source]) => ({
    path,
    content: typeof source === 'string' ? textContent(source) : toContent(source, span, clock),
    modifiedMs,
  }));
}
