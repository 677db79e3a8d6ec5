import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { listProcessTree } from '../../scripts/lib/processTree.mjs';
import { withoutOthers } from './builtInExtensions.ts';
import { hostNode, root, vscodeServer } from './places.ts';
import { kill } from './processes.ts';
import { linkExtensions, type Profile } from './profile.ts';

const inherited = /^(VSCODE_|CODE_SERVER_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_TEST_CONTEXT$|NODE_V8_COVERAGE$)/;

function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !inherited.test(name));
  // An empty gallery prevents the server from looking up extensions on the network.
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
}

function folderArguments(profile: Profile): string[] {
  return [
    '--user-data-dir',
    profile.userData,
    '--server-data-dir',
    profile.userData,
    '--extensions-dir',
    profile.extensions,
  ];
}

export interface ServerOptions {
  readonly profile: Profile;
  /** If true, the page can request extension tests; VS Code then refuses modal questions. */
  readonly testMode?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** If true, VS Code asks whether the authors of a folder are trusted; otherwise every folder is trusted. */
  readonly asksForTrust?: boolean;
  /** If true, VS Code has all of its own extensions, as a user's does; otherwise, those that tests need. */
  readonly isComplete?: boolean;
  readonly port?: number;
}

/** VS Code's server build on loopback. It remains in this process group, and ends with it. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  /** Output of the server so far. */
  output(): string;
  /** Calls back with code and signal when an extension host has ended. */
  onHostExit(callback: (code: string, signal: string) => void): void;
  /** Kills the server and everything that it started. */
  stop(): void;
}

const stops = new Set<() => void>();
process.on('exit', () => {
  for (const stop of stops) stop();
});

/** Starts the server. Throws if it ends before it listens. */
export async function startServer({
  profile,
  testMode = false,
  env = {},
  asksForTrust = false,
  isComplete = false,
  port = 0,
}: ServerOptions): Promise<Server> {
  const args = [vscodeServer, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  args.push('--accept-server-license-terms', '--disable-telemetry');
  if (!asksForTrust) args.push('--disable-workspace-trust');
  if (!isComplete) args.push(...withoutOthers(profile.folder));
  args.push(...folderArguments(profile), ...(testMode ? ['--enable-smoke-test-driver'] : []));
  const child = spawn(hostNode, args, { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`VS Code's server can't be started: ${hostNode} does not run`);
  const stop = (): void => {
    stops.delete(stop);
    for (const each of listProcessTree(pid)) kill(each.pid);
  };
  stops.add(stop);
  let output = '';
  const hostExits: ((code: string, signal: string) => void)[] = [];
  const listening = await new Promise<number>((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      const ready = /Extension host agent listening on (\d+)/.exec(output);
      if (ready) resolve(Number(ready[1]));
      for (const [, code = '', signal = ''] of text.matchAll(
        /Extension Host Process exited with code: (\S+), signal: (\S+)\./g,
      ))
        for (const callback of hostExits) callback(code, signal);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read);
    child.on('exit', (code) => reject(new Error(`VS Code's server ended with code ${code}:\n${output}`)));
  });
  return { port: listening, pid, output: () => output, onHostExit: (callback) => hostExits.push(callback), stop };
}

/**
 * Adds extensions to `profile` by their folders, by default this checkout. If the environment variable VSIX names a
 * package, that package replaces this checkout.
 */
export function addExtensions(profile: Profile, folders: readonly string[] = [root]): void {
  const vsix = process.env['VSIX'];
  const isInstalled = vsix !== undefined && folders.includes(root);
  linkExtensions(
    profile,
    folders.filter((folder) => folder !== root || !isInstalled),
  );
  if (isInstalled) installPackage(profile, path.resolve(vsix));
}

/** Installs a package into `profile`, and returns the output of the server's command line. Throws if it fails. */
export function installPackage(profile: Profile, vsix: string): string {
  const args = [
    vscodeServer,
    '--accept-server-license-terms',
    ...folderArguments(profile),
    '--install-extension',
    vsix,
  ];
  const { status, stdout, stderr } = spawnSync(hostNode, args, { env: environment({}), encoding: 'utf8' });
  if (status !== 0) throw new Error(`installing ${vsix} failed (${status}):\n${stdout}${stderr}`);
  return stdout;
}
