import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { errorLines, Failure } from './failure.mjs';
import { hostBinaries, root } from './places.mjs';
import { npm, run } from './run.mjs';

/** Checks whether this machine has a display; if so, a desktop VS Code is used. */
export function isDesktop() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

const usualPlaces = {
  darwin: ['/Applications/Visual Studio Code.app/Contents/MacOS/Electron'],
  win32: ['LOCALAPPDATA', 'ProgramFiles'].flatMap((name) =>
    process.env[name]
      ? [
          path.join(process.env[name], 'Programs/Microsoft VS Code/Code.exe'),
          path.join(process.env[name], 'Microsoft VS Code/Code.exe'),
        ]
      : [],
  ),
  linux: ['/usr/share/code/code', '/opt/visual-studio-code/code', '/snap/code/current/usr/share/code/code'],
};

/**
 * Returns the version of VS Code that VSCODE_VERSION requests: `lowest` is the version that the manifest requires, and
 * anything else a version for @vscode/test-electron (`stable`, `insiders`, `1.105.0`).
 */
export function toVersion(asked, { engines }) {
  return asked === 'lowest' ? engines.vscode.replace(/^[^\d]*/, '') : asked;
}

/** Downloads exactly the requested version, since another version would prove nothing. */
async function downloadCode(asked) {
  const version = toVersion(asked, JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    return await downloadAndUnzipVSCode(version);
  } catch (error) {
    const advice = 'correct or unset VSCODE_VERSION, and make sure that this computer can reach the internet.';
    throw new Failure('Finding VS Code', `version ${version} can't be downloaded (${error.message})`, advice);
  }
}

/**
 * Returns the executable of a desktop VS Code: the one named by VSCODE_EXECUTABLE, the version named by VSCODE_VERSION,
 * an installed one, or a downloaded one; undefined if none is available and none was named.
 */
export async function findDesktopCode(say) {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named && !existsSync(named))
    throw new Failure(
      'Finding VS Code',
      `VSCODE_EXECUTABLE names ${named}, which does not exist`,
      'correct or unset it.',
    );
  const asked = process.env['VSCODE_VERSION'];
  if (asked && !named) return downloadCode(asked);
  const installed = named ?? (usualPlaces[process.platform] ?? []).find(existsSync);
  if (installed) return installed;
  say('no installed VS Code found; downloading one');
  try {
    const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
    return await downloadAndUnzipVSCode();
  } catch (error) {
    say(`VS Code can't be downloaded (${error.message})`);
    return undefined;
  }
}

/**
 * Returns a Node.js executable of version 22.18 or later, which runs TypeScript directly: the current one, or one from
 * npm for this platform.
 */
export async function findNewerNode(say) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const folder = path.join(hostBinaries, 'node');
  const name = `node-${platform}-${process.arch}`;
  const program = path.join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
  if (existsSync(program) && (await run(program, ['--version'])).code === 0) return program;
  say(`installing Node 24 (${name}) from npm`);
  const { code, output } = await npm(['install', '--prefix', folder, `${name}@24.21.0`]);
  if (code !== 0 || !existsSync(program))
    throw new Failure('Installing Node 24', errorLines(output), 'install Node 22.18 or later and run this with it.');
  return program;
}
