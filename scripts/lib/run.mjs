import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { FileTimes } from './fileTimes.mjs';
import { root } from './places.mjs';
import { listProcessTree } from './processTree.mjs';

const groups = new Set();

function endGroup(pid, signal = 'SIGKILL') {
  try {
    if (process.platform === 'win32') process.kill(pid, signal);
    else process.kill(-pid, signal);
  } catch {
    // The process ended by itself in the meantime.
  }
}

process.on('exit', () => {
  for (const pid of groups) endGroup(pid);
});

/** Time for children to clean up when they or this process are stopped. */
const farewellMs = 3_000;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const pid of groups) endGroup(pid, 'SIGTERM');
    const begunAt = Date.now();
    setInterval(() => {
      if (groups.size === 0 || Date.now() - begunAt > farewellMs) process.exit(130);
    }, 50);
  });

/**
 * Returns the environment for a child: that of this process without the variables of npm and of an enclosing VS Code.
 */
export function cleanEnvironment(extra = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VSCODE_|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

const usage = new AsyncLocalStorage();

/**
 * Runs `work` and measures it.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<{result: T, seconds: number, processorS: number, fileS: Record<string, number>}>} `processorS` is the
 *   processor time of the programs that it ran, with their descendants, measured twice a second, and `fileS` the part of it
 *   that each test file used; 0 and empty on systems without /proc.
 */
export async function measure(work) {
  const used = { processorS: 0, fileS: {} };
  const startedAt = performance.now();
  const result = await usage.run(used, work);
  return { result, seconds: (performance.now() - startedAt) / 1000, ...used };
}

/** Time for a program to report its activity when it is stopped because of a limit. */
const lastWordsMs = 30_000;
const measureEveryMs = 500;

/**
 * Runs a program in a process group of its own, which ends with us.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, show?: boolean | Function, limit?: Limit}} options
 *   `show` prints the output as it comes, by itself or by `(text, stream) => …`. A program that exceeds its `limit` is told to
 *   end, and its whole group is killed soon after; the code is 124, and the output ends with the reason.
 * @typedef {{processorS: number, hangS: number, idleS?: number}} Limit Seconds of processor time that the program and its
 *   descendants may use, seconds after which they count as hanging, and seconds in which they may do next to nothing. Systems
 *   without /proc know only the second.
 * @returns {Promise<{code: number, output: string}>} never rejects: a program that can't be started has the code 127.
 */
export function run(program, args, { cwd = root, env = cleanEnvironment(), show = false, limit } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.pid !== undefined) groups.add(child.pid);
    const print = show === true ? (text, target) => target.write(text) : show;
    const pieces = [];
    const watch = child.pid === undefined ? undefined : new Watch(child, limit);
    const used = usage.getStore();
    const done = (code) => {
      watch?.stop();
      if (used && watch) addUsed(used, watch);
      if (child.pid !== undefined) {
        groups.delete(child.pid);
        endGroup(child.pid);
      }
      resolve({ code, output: pieces.join('') });
    };
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        pieces.push(text);
        if (show) print(text, target);
      });
    }
    child.on('error', (error) => {
      pieces.push(String(error));
      done(127);
    });
    child.on('close', (code) => {
      if (watch?.exceeded) pieces.push(`\n${watch.exceeded}\n`);
      done(watch?.exceeded ? 124 : (code ?? 1));
    });
  });
}

function addUsed(used, { processorS, fileTimes }) {
  used.processorS += processorS;
  for (const [file, fileS] of Object.entries(fileTimes.seconds)) used.fileS[file] = (used.fileS[file] ?? 0) + fileS;
}

/** Removes the options from a command; Node's runner passes on dozens. */
function withoutOptions(command) {
  return command
    .split(' ')
    .filter((word) => !word.startsWith('--'))
    .join(' ');
}

const unlimited = { processorS: Number.POSITIVE_INFINITY, hangS: Number.POSITIVE_INFINITY };

/** A program that uses less than this share of a processor does nothing. */
const idleShare = 0.01;

/** Measures a program while it runs, and ends it when it exceeds its limit. */
class Watch {
  processorS = 0;
  fileTimes = new FileTimes();
  /** Reason why the program was ended. */
  exceeded;
  #child;
  #limit;
  #startedAt = performance.now();
  /** The last sign of work: its time, and the processor time used until then. */
  #active = { atMs: performance.now(), usedS: 0 };
  #timer = setInterval(() => this.#measure(), measureEveryMs);
  #farewell;

  constructor(child, limit = unlimited) {
    this.#child = child;
    this.#limit = limit;
    this.#timer.unref();
  }

  stop() {
    clearInterval(this.#timer);
    clearTimeout(this.#farewell);
  }

  #measure() {
    const tree = listProcessTree(this.#child.pid);
    const usedS = tree.reduce((sum, { processorS }) => sum + processorS, 0);
    const parents = new Set(tree.map(({ parent }) => parent));
    const running =
      tree.flatMap(({ pid, command }) => (parents.has(pid) ? [] : withoutOptions(command))).join(', ') || 'unknown';
    // When a child ends and its parent doesn't wait for it, the child's time is lost.
    this.processorS = Math.max(this.processorS, usedS);
    this.fileTimes.add(tree);
    const { processorS, hangS, idleS } = this.#limit;
    const now = performance.now();
    // The time of a child that is lost makes the sum smaller, and a program that only waits uses a little now and then.
    if (tree.length === 0 || Math.abs(usedS - this.#active.usedS) > idleShare * idleS)
      this.#active = { atMs: now, usedS };
    if (this.processorS > processorS)
      this.#end(`ended: it used more than ${processorS} s of processor time, at last in: ${running}`);
    else if (now - this.#startedAt > hangS * 1000)
      this.#end(`ended: it was not done after ${hangS} s, while running: ${running}`);
    else if (now - this.#active.atMs > idleS * 1000)
      this.#end(`ended: it used no processor time for ${idleS} s, while running: ${running}`);
  }

  #end(why) {
    clearInterval(this.#timer);
    this.exceeded = why;
    this.#child.kill('SIGTERM');
    this.#farewell = setTimeout(() => endGroup(this.#child.pid), lastWordsMs);
  }
}

/** Runs one of npm's commands with the npm that belongs to this Node; install scripts never run. */
export function npm(args, { env = process.env, ...options } = {}) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args, ...quiet], { env, ...options })
    : run('npm', [...args, ...quiet], { env, ...options });
}
