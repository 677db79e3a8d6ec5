import { createHash } from 'node:crypto';
import type { FileMeasure, Folder, OpenFile } from '../../src/app/ports.ts';

interface MemoryFile {
  text: string;
  savedAtMs: number;
}

/** A folder in memory that behaves like the one on disk; `nodeFolder.test.ts` compares both. */
export class MemoryFolder implements Folder {
  /** Files by name; tests may read them, and write any content that a disk may have. */
  readonly files = new Map<string, MemoryFile>();
  readonly #now: () => number;
  /** Called before each change of a file; may throw errors of a disk. */
  readonly #beforeChange: (name: string) => Promise<void> | void;

  constructor(now: () => number = Date.now, beforeChange: (name: string) => Promise<void> | void = () => undefined) {
    this.#now = now;
    this.#beforeChange = beforeChange;
  }

  toName(key: string): string {
    return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.jsonl`;
  }

  async listNames(): Promise<readonly string[]> {
    return [...this.files.keys()];
  }

  async measure(name: string): Promise<FileMeasure | undefined> {
    const file = this.files.get(name);
    return file && { savedAtMs: file.savedAtMs, size: Buffer.byteLength(file.text) };
  }

  async read(name: string): Promise<string | undefined> {
    return this.files.get(name)?.text;
  }

  async *readLines(name: string): AsyncGenerator<string, void> {
    for (const line of (this.files.get(name)?.text ?? '').split('\n')) if (line !== '') yield line;
  }

  async create(name: string, text: string): Promise<boolean> {
    await this.#beforeChange(name);
    if (this.files.has(name)) return false;
    this.#put(name, text);
    return true;
  }

  async replace(name: string, text: string): Promise<void> {
    await this.#beforeChange(name);
    this.#put(name, text);
  }

  async overwrite(name: string, text: string): Promise<boolean> {
    await this.#beforeChange(name);
    if (!this.files.has(name)) return false;
    this.#put(name, text);
    return true;
  }

  async append(name: string, text: string): Promise<void> {
    await this.#beforeChange(name);
    this.#put(name, (this.files.get(name)?.text ?? '') + text);
  }

  async open(name: string): Promise<OpenFile> {
    const file = this.#find(name);
    file.text = file.text.slice(0, file.text.lastIndexOf('\n') + 1);
    return {
      append: async (text) => {
        await this.#beforeChange(name);
        file.text += text;
        file.savedAtMs = this.#now();
      },
      sync: async () => undefined,
      close: async () => undefined,
    };
  }

  async touch(name: string, savedAtMs: number): Promise<void> {
    await this.#beforeChange(name);
    this.#find(name).savedAtMs = savedAtMs;
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#beforeChange(from);
    this.files.set(to, this.#find(from));
    this.files.delete(from);
  }

  async remove(name: string): Promise<void> {
    await this.#beforeChange(name);
    this.files.delete(name);
  }

  async removeSelf(): Promise<void> {
    // A memory folder has no path to show.
  }

  #put(name: string, text: string): void {
    this.files.set(name, { text, savedAtMs: this.#now() });
  }

  #find(name: string): MemoryFile {
    const file = this.files.get(name);
    if (file === undefined) throw Object.assign(new Error(`ENOENT: no such file, ${name}`), { code: 'ENOENT' });
    return file;
  }
}
