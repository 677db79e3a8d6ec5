import { spawn } from 'node:child_process';
import { root } from './places.mjs';

const groups = new Set();

function endGroup(pid, signal = 'SIGKILL') {
  try {
    if (process.platform === 'win32') process.kill(pid, signal);
    else process.kill(-pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

process.on('exit', () => {
  for (const pid of groups) endGroup(pid);
});

/** How long children have to put things away when they, or we, are told to end. */
const farewellMs = 3_000;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    for (const pid of groups) endGroup(pid, 'SIGTERM');
    const begunAt = Date.now();
    setInterval(() => {
      if (groups.size === 0 || Date.now() - begunAt > farewellMs) process.exit(130);
    }, 50);
  });

/** The environment for a child: ours, without what npm and an enclosing VS Code would smuggle in. */
export function cleanEnvironment(extra = {}) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VSCODE_|CODE_SERVER_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_CONTEXT$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}

/**
 * Runs a program in a process group of its own, which ends with us.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, show?: boolean | Function, timeoutMs?: number}} options
 *   `show` prints the output as it comes, by itself or by `(text, stream) => …`. After `timeoutMs` the program is told to end, and soon after its whole group is
 *   killed; the code is 124.
 * @returns {Promise<{code: number, output: string}>} never rejects: a program that can't be started has the code 127.
 */
export function run(program, args, { cwd = root, env = cleanEnvironment(), show = false, timeoutMs } = {}) {
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
    let timedOut = false;
    let timer;
    if (timeoutMs)
      timer = setTimeout(() => {
        timedOut = true;
        child.kill('SIGTERM');
        timer = setTimeout(() => endGroup(child.pid), farewellMs);
      }, timeoutMs);
    const done = (code) => {
      clearTimeout(timer);
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
      if (timedOut) pieces.push(`\nkilled after ${timeoutMs / 1000} s\n`);
      done(timedOut ? 124 : (code ?? 1));
    });
  });
}

/** Runs one of npm's commands with the npm that belongs to this Node; install scripts never run. */
export function npm(args, { env = process.env, ...options } = {}) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args, ...quiet], { env, ...options })
    : run('npm', [...args, ...quiet], { env, ...options });
}
