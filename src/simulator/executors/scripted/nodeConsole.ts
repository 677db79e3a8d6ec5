import type { Readable } from 'node:stream';
import { splitCommandLine } from '../commandLine.ts';
import type { NodeFiles, StoredFile } from '../executor.ts';

/** Path at which a Linux node agent keeps its files; the console shows the disk as this folder. */
export const nodeRoot = '/mnt/batch/tasks';

/** Bytes per block when searching for the end of a file. */
const tailBlockBytes = 64 * 1024;

/** Output of a console. Resolves when the reader is ready for more. */
export interface ConsoleOutput {
  write(bytes: string | Uint8Array): Promise<void>;
  writeError(text: string): Promise<void>;
}

type Command = (args: readonly string[], output: ConsoleOutput) => Promise<void>;

/**
 * A console over the files of a node, written for the sample account: it supports a few reading commands, starts no
 * program, and has no pipes, variables, or wildcards.
 */
export class NodeConsole {
  readonly #files: NodeFiles;
  #folder = '';
  #exitCode: number | undefined;

  constructor(files: NodeFiles) {
    this.#files = files;
  }

  /** The exit code passed to `exit`, once it was called. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  get folder(): string {
    return this.#folder === '' ? nodeRoot : `${nodeRoot}/${this.#folder}`;
  }

  readonly #commands: Readonly<Record<string, Command>> = {
    ls: (args, output) => this.#ls(args, output),
    cat: (args, output) => this.#cat(args, output),
    head: (args, output) => this.#head(args, output),
    tail: (args, output) => this.#tail(args, output),
    pwd: (_args, output) => output.write(`${this.folder}\n`),
    cd: (args) => this.#cd(args),
    help: (_args, output) => output.write(helpText),
    exit: async (args) => {
      this.#exitCode = Number(args[0] ?? 0) & 0xff;
    },
  };

  /** Runs one line and returns its exit code: 0, 1 for a failed command, 127 for an unknown one. */
  async run(line: string, output: ConsoleOutput): Promise<number> {
    const words = splitCommandLine(line);
    if (words === undefined) {
      await output.writeError('console: a quote is not closed\n');
      return 1;
    }
    const [name, ...args] = words;
    if (name === undefined) return 0;
    const command = Object.hasOwn(this.#commands, name) ? this.#commands[name] : undefined;
    if (!command) {
      await output.writeError(`${name}: not a command of this console; try help\n`);
      return 127;
    }
    try {
      await command(args, output);
      return this.#exitCode ?? 0;
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      await output.writeError(`${name}: ${error.message}\n`);
      return 1;
    }
  }

  async #ls(args: readonly string[], output: ConsoleOutput): Promise<void> {
    const { flags, paths } = separate(args, ['l', 'a', 'h', '1']);
    for (const given of paths.length > 0 ? paths : ['.']) {
      const entry = await this.#stat(given);
      const shown = entry.isDirectory ? await this.#files.list(entry.path, false) : [entry];
      const sorted = [...shown].sort((one, other) => (one.path < other.path ? -1 : 1));
      if (paths.length > 1 && entry.isDirectory) await output.write(`${given}:\n`);
      for (const file of sorted) await output.write(flags.has('l') ? longLine(file) : `${toFileName(file)}\n`);
    }
  }

  async #cat(args: readonly string[], output: ConsoleOutput): Promise<void> {
    const { paths } = separate(args, []);
    for (const file of await this.#namedFiles(paths)) await this.#copy(file, 0, output);
  }

  async #head(args: readonly string[], output: ConsoleOutput): Promise<void> {
    const { amount, unit, paths } = toAmount(args);
    for (const file of await this.#namedFiles(paths)) {
      let left = amount;
      for await (const chunk of this.#read(file, 0)) {
        const end = unit === 'bytes' ? left : endOfLines(chunk, left);
        await output.write(chunk.subarray(0, end));
        left -= unit === 'bytes' ? Math.min(left, chunk.length) : countLines(chunk.subarray(0, end));
        if (left <= 0) break;
      }
    }
  }

  async #tail(args: readonly string[], output: ConsoleOutput): Promise<void> {
    const { amount, unit, paths } = toAmount(args);
    for (const file of await this.#namedFiles(paths)) {
      const start =
        unit === 'bytes' ? Math.max(0, file.contentLength - amount) : await this.#startOfLastLines(file, amount);
      await this.#copy(file, start, output);
    }
  }

  async #cd(args: readonly string[]): Promise<void> {
    const entry = await this.#stat(args[0] ?? nodeRoot);
    if (!entry.isDirectory) throw new Complaint(`${args[0]}: Not a directory`);
    this.#folder = entry.path;
  }

  async #namedFiles(paths: readonly string[]): Promise<readonly StoredFile[]> {
    if (paths.length === 0) throw new Complaint('which file?');
    const files = await Promise.all(paths.map((path) => this.#stat(path)));
    const folder = files.findIndex((file) => file.isDirectory);
    if (folder >= 0) throw new Complaint(`${paths[folder]}: Is a directory`);
    return files;
  }

  async #stat(given: string): Promise<StoredFile> {
    const path = resolve(this.#folder, given);
    if (path === '') return { path: '', isDirectory: true, contentLength: 0, lastModifiedMs: 0 };
    const file = path === undefined ? undefined : await this.#files.find(path);
    if (!file) throw new Complaint(`${given}: No such file or directory`);
    return file;
  }

  #read(file: StoredFile, start: number, end = file.contentLength - 1): Readable | readonly Uint8Array[] {
    return end < start ? [] : this.#files.read(file.path, start, end);
  }

  async #copy(file: StoredFile, start: number, output: ConsoleOutput): Promise<void> {
    for await (const chunk of this.#read(file, start)) await output.write(chunk);
  }

  /** Reads backward, so that the end of a large file costs no more than that of a small one. */
  async #startOfLastLines(file: StoredFile, lines: number): Promise<number> {
    let wanted = lines + 1;
    for (let end = file.contentLength; end > 0; end -= tailBlockBytes) {
      const start = Math.max(0, end - tailBlockBytes);
      const block = await this.#readAll(file, start, end - 1);
      if (end === file.contentLength && block.at(-1) !== newline) wanted--;
      for (let at = block.length - 1; at >= 0; at--) {
        if (block[at] === newline && --wanted === 0) return start + at + 1;
      }
    }
    return 0;
  }

  async #readAll(file: StoredFile, start: number, end: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#read(file, start, end)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }
}

const newline = 0x0a;

const helpText = `This node plays outcomes of a scenario; it runs no programs. Its files can be read:
  ls [-l] [PATH…]         list a folder
  cat FILE…               print files
  head [-n N|-c N] FILE…  print the start of files
  tail [-n N|-c N] FILE…  print the end of files
  cd [FOLDER], pwd        go to a folder, say which one it is
  exit [CODE]             leave
`;

/** Returns the path relative to the node's root, or `undefined` if it is outside. */
function resolve(folder: string, given: string): string | undefined {
  const absolute = given.startsWith('/') ? given : `${nodeRoot}/${folder}/${given}`;
  const segments: string[] = [];
  for (const segment of absolute.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const path = `/${segments.join('/')}/`;
  return path.startsWith(`${nodeRoot}/`) ? path.slice(nodeRoot.length + 1, -1) : undefined;
}

function endOfLines(chunk: Uint8Array, lines: number): number {
  let at = -1;
  for (let left = lines; left > 0; left--) {
    at = chunk.indexOf(newline, at + 1);
    if (at < 0) return chunk.length;
  }
  return at + 1;
}

function countLines(chunk: Uint8Array): number {
  let count = 0;
  for (const byte of chunk) if (byte === newline) count++;
  return count;
}

function toFileName(file: StoredFile): string {
  return file.path.slice(file.path.lastIndexOf('/') + 1);
}

function longLine(file: StoredFile): string {
  const mode = file.isDirectory ? 'drwxr-xr-x' : '-rw-r--r--';
  const size = String(file.contentLength).padStart(12);
  const time = new Date(file.lastModifiedMs).toISOString().slice(0, 16).replace('T', ' ');
  return `${mode} ${size} ${time} ${toFileName(file)}\n`;
}

const defaultLines = 10;

/** A message for the user, whose command can't be carried out. */
class Complaint extends Error {}

/** Separates one-letter flags from paths. Throws `Complaint` for unknown flags. */
function separate(args: readonly string[], known: readonly string[]): { flags: Set<string>; paths: string[] } {
  const flags = new Set<string>();
  const paths: string[] = [];
  for (const arg of args) {
    if (!arg.startsWith('-') || arg === '-') {
      paths.push(arg);
      continue;
    }
    for (const flag of arg.slice(1)) {
      if (!known.includes(flag)) throw new Complaint(`-${flag} is not understood here; try help`);
      flags.add(flag);
    }
  }
  return { flags, paths };
}

/** The files that `head` and `tail` show, and how much of each. */
interface Amount {
  readonly amount: number;
  readonly unit: 'lines' | 'bytes';
  readonly paths: readonly string[];
}

/** Reads `-n 5`, `-n5`, `-5`, `-c 100` and file names, as `head` and `tail` do. */
function toAmount(args: readonly string[]): Amount {
  const paths: string[] = [];
  let amount = defaultLines;
  let unit: Amount['unit'] = 'lines';
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) {
      paths.push(arg);
      continue;
    }
    const option = /^-([nc]?)(\d*)$/.exec(arg);
    const digits = option?.[2] === '' && option[1] !== '' ? (args[++at] ?? '') : (option?.[2] ?? '');
    if (!/^\d+$/.test(digits)) throw new Complaint(`${arg} is not understood here; try help`);
    amount = Number(digits);
    unit = option?.[1] === 'c' ? 'bytes' : 'lines';
  }
  return { amount, unit, paths };
}
