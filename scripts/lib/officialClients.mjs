import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDesktop } from './desktopHost.mjs';
import { hostBinaries } from './places.mjs';
import { cleanEnvironment, run } from './run.mjs';

/**
 * Official Python clients: the Azure CLI and azure-batch. Installed ones are used; where Debian's packages are
 * available, their Batch parts are unpacked next to the test host, without installing anything.
 */

const unpacked = path.join(hostBinaries, 'officialClients');
const libraries = 'usr/lib/python3/dist-packages';
const debianPython = '/usr/bin/python3';

/** Debian's packages; for the two that contain all of Azure, only the folders that Batch needs. */
const packages = {
  'python3-azure': [
    'azure/__init__.py',
    'azure/batch',
    'azure/common',
    'azure/core',
    'azure/mgmt/batch',
    'azure/mgmt/core',
  ],
  'python3-azure-cli': ['azure/cli/command_modules/__init__.py', 'azure/cli/command_modules/batch'],
};
const wholePackages = [
  ...['azure-cli-core', 'azure-cli-telemetry', 'certifi', 'chardet', 'charset-normalizer', 'humanfriendly', 'idna'],
  ...['isodate', 'jmespath', 'knack', 'msal', 'msal-extensions', 'msrest', 'msrestazure', 'packaging', 'pkginfo'],
  ...['portalocker', 'requests', 'requests-oauthlib', 'typing-extensions', 'urllib3'],
].map((name) => `python3-${name}`);

const probe = 'import azure.batch, azure.common, azure.cli.core, azure.cli.command_modules.batch.commands';

/**
 * Returns the environment in which tests of test/clients find the clients; empty if there are none, which the tests
 * report.
 */
export async function findOfficialClients() {
  for (const program of [debianPython, 'python3']) {
    if (await canImport({ CLIENTS_PYTHON: program })) return { CLIENTS_PYTHON: program };
  }
  const found = { CLIENTS_PYTHON: debianPython, CLIENTS_PYTHON_PATH: path.join(unpacked, libraries) };
  if (!existsSync(unpacked) && mayFetch()) await fetchPackages();
  return existsSync(unpacked) && (await canImport(found)) ? found : {};
}

async function canImport({ CLIENTS_PYTHON: program, CLIENTS_PYTHON_PATH: folder = '' }) {
  return (await run(program, ['-c', probe], { env: cleanEnvironment({ PYTHONPATH: folder }) })).code === 0;
}

/** Checks whether packages may be fetched: only with Debian's tools, and never on a desktop machine. */
function mayFetch() {
  return !isDesktop() && existsSync(debianPython) && existsSync('/usr/bin/apt-get');
}

/** Downloads and unpacks the packages; leaves no files behind if one of the packages is unavailable. */
async function fetchPackages() {
  const names = [...Object.keys(packages), ...wholePackages];
  const folder = mkdtempSync(path.join(tmpdir(), 'official-clients-'));
  const draft = `${unpacked}.${process.pid}`;
  const download = () => run('apt-get', ['download', ...names], { cwd: folder });
  try {
    if ((await download()).code !== 0) {
      await run('apt-get', ['update']);
      if ((await download()).code !== 0) return;
    }
    mkdirSync(draft, { recursive: true });
    const unpack = await Promise.all(names.map((name) => run('/bin/sh', ['-euc', unpackScript(folder, draft, name)])));
    if (unpack.every(({ code }) => code === 0)) renameSync(draft, unpacked);
  } finally {
    for (const each of [folder, draft]) rmSync(each, { recursive: true, force: true });
  }
}

function unpackScript(folder, into, name) {
  const wanted = (packages[name] ?? ['']).map((each) => `./${path.join(libraries, each)}`.replace(/\/$/, ''));
  return `dpkg-deb --fsys-tarfile '${folder}'/${name}_*.deb | tar -x -C '${into}' ${wanted.join(' ')}`;
}
