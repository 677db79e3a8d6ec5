import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findDesktopCode, findNewerNode, isDesktop } from './lib/desktopHost.mjs';
import { errorLines, Failure } from './lib/failure.mjs';
import { runMain } from './lib/main.mjs';
import { hostStamp, out, root } from './lib/places.mjs';
import { npm, run } from './lib/run.mjs';
import { completeServer, isServerHostReady, makeServerHost, serverNode } from './lib/serverHost.mjs';

const startedAt = performance.now();
const say = (text) => console.log(`  [${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${text}`);

/** Checks whether node_modules has the packages of the lock file. */
function hasPackages() {
  const installed = path.join(root, 'node_modules/.package-lock.json'); // npm's own record
  if (!existsSync(installed)) return false;
  const { packages: present } = JSON.parse(readFileSync(installed, 'utf8'));
  const { packages: wanted } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || optional || present[name]?.version === version,
  );
}

/** Installs the packages of package-lock.json if any is missing. */
export async function installPackages() {
  if (hasPackages()) return;
  say('installing the packages in package-lock.json (npm ci)');
  const { code, output } = await npm(['ci']);
  if (code === 0) return;
  const advice = 'make sure that the npm registry can be reached (npm ping), then run the same command again.';
  throw new Failure('Installing packages (npm ci)', errorLines(output), advice);
}

/**
 * Returns a VS Code for tests.
 * @param {boolean} server true if only the server build will do
 * @param {Promise<void>} packages fulfilled when the packages are installed, one of which downloads a desktop VS Code
 * @returns {Promise<{kind: 'server' | 'desktop', node: string, code?: string}>}
 */
async function makeHost(server, packages) {
  if (isDesktop() && !server) {
    await packages;
    const code = await findDesktopCode(say);
    if (code) return { kind: 'desktop', node: await findNewerNode(say), code };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const advice = 'install VS Code, or set VSCODE_EXECUTABLE to its program.';
    throw server
      ? new Failure("Starting VS Code's server build", 'it exists only for Linux x64', 'run this there.')
      : new Failure('Finding VS Code', 'none is installed and none can be downloaded', advice);
  }
  if (!isServerHostReady()) await makeServerHost(say);
  completeServer();
  return { kind: 'server', node: serverNode };
}

/** Checks for the system's ssh client, which one journey uses, and installs it on Debian as root without a desktop. */
async function ensureSsh() {
  const found = async () => (await run('ssh', ['-V'])).code === 0;
  if (await found()) return true;
  const isRootOnDebian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !isDesktop();
  if (!isRootOnDebian) return false;
  say('installing openssh-client (apt-get)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'openssh-client'], { env });
  if ((await install()).code !== 0) {
    await run('apt-get', ['update'], { env });
    await install();
  }
  return found();
}

/** Prepares tests that start no VS Code, and returns the Node.js that runs TypeScript directly. */
export async function setupNode() {
  await installPackages();
  return existsSync(serverNode) ? serverNode : findNewerNode(say);
}

/**
 * Prepares everything that is missing, and returns its location. Reuses earlier results.
 * @param {{server?: boolean}} [options] `server`: prepares the server build of VS Code even if there is a desktop one
 * @returns {Promise<{kind: 'server' | 'desktop', node: string, code?: string, ssh: boolean}>}
 */
export async function setup({ server = false } = {}) {
  console.log('Setting up');
  const packages = installPackages();
  const [made, ssh] = await Promise.all([makeHost(server, packages), ensureSsh(), packages]);
  const host = { ...made, ssh };
  mkdirSync(out, { recursive: true });
  writeFileSync(hostStamp, JSON.stringify(host));
  const code = host.kind === 'desktop' ? host.code : "VS Code's server build with a headless browser";
  say(`ready: ${code}${host.ssh ? '' : '; no ssh client, journeys that need one will be counted as skipped'}`);
  return host;
}

if (process.argv[1] === import.meta.filename) {
  const usage = 'node scripts/setup.mjs\n\nInstalls what is missing: packages, and a real VS Code for tests.';
  await runMain({ usage }, async () => {
    await setup();
  });
}
