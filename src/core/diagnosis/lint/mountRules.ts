import * as l10n from '@vscode/l10n';
import { isBlobHost } from '../../places/storageHost.ts';
import { findOwnOption } from '../evidence/mountOptions.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { isSame } from '../evidence/time.ts';
import { checkContainerName } from './containerNames.ts';
import { type DefinitionNode, findGiven, findString, listItems, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import type { RuleContext } from './rule.ts';

/** File systems for which Windows nodes have no driver (Batch documentation: "Mount a virtual file system on a pool"). */
const notOnWindows = new Set(['azureBlobFileSystemConfiguration', 'nfsMountConfiguration']);

/** Checks the file systems that the nodes of a pool mount. */
export function checkMounts(node: DefinitionNode, { os }: RuleContext): readonly DefinitionFinding[] {
  const mounts = listItems(findGiven(node, 'mountConfiguration')).flatMap((item) =>
    listProperties(item)
      .filter(({ value }) => value.type === 'object')
      .map(({ key, name, value }) => ({ key, name, mount: value })),
  );
  return [
    ...mounts.flatMap(({ key, name, mount }) =>
      os === 'windows' && notOnWindows.has(name)
        ? [toFinding(key, 'wrong-system', l10n.t('Windows nodes can mount only Azure Files shares.'))]
        : [...checkMountOptions(mount, os), ...checkShare(mount), ...checkUser(mount)],
    ),
    ...mounts
      .filter(({ name }) => name === 'azureBlobFileSystemConfiguration')
      .flatMap(({ mount }) => checkBlob(mount)),
    ...listItems(findGiven(node, 'mountConfiguration')).flatMap(findSecondSystem),
    ...findSameFolder(mounts.map(({ mount }) => findGiven(mount, 'relativeMountPath'))),
  ];
}

/** Checks mount options, which are those of each system's mount command (Batch documentation: "mountOptions"). */
function checkMountOptions(mount: DefinitionNode, os: OperatingSystem | undefined): readonly DefinitionFinding[] {
  const value = findGiven(mount, 'mountOptions') ?? findGiven(mount, 'blobfuseOptions');
  const options = typeof value?.value === 'string' ? value.value.trim() : '';
  if (value === undefined || options === '' || isPutInLater(options)) return [];
  const message = describeWrongOption(options, os);
  return message === undefined ? [] : [toFinding(value, 'mount-options', message)];
}

function describeWrongOption(options: string, os: OperatingSystem | undefined): string | undefined {
  if (os === 'linux' && /^\/[a-z]+(?::|\s|$)/i.test(options))
    return l10n.t('{0} is an option of Windows. Linux nodes use those of mount, such as -o vers=3.0.', options);
  if (os === 'windows')
    return /^-o\b/.test(options)
      ? l10n.t('{0} is an option of Linux. Windows nodes use those of net use.', '-o')
      : undefined;
  const own = findOwnOption(options);
  if (own !== undefined) return l10n.t('{0} is an option of blobfuse itself, which is written without -o.', own);
  const bare = findBareOption(options);
  return bare === undefined
    ? undefined
    : l10n.t('{0} belongs to no option. Write options after -o, separated by commas without spaces.', bare);
}

/** Finds a word that is neither an option nor the value of an option, as after a comma with a space. */
function findBareOption(options: string): string | undefined {
  const words = options.split(/\s+/);
  return words.find((word, index) => /^[\w=,]/.test(word) && !/^-(?:o|t|-[\w-]+)$/.test(words[index - 1] ?? ''));
}

/** Checks for a domain in the username, a separate option (Linux manual: "mount.cifs") except in Azure Files' form. */
function checkUser(mount: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(mount, 'username');
  const domain = /^(?!AZURE\\|localhost\\)([^\\]+)\\./i.exec(findString(mount, 'username') ?? '')?.[1];
  if (value === undefined || domain === undefined) return [];
  const message = l10n.t('The domain of a user belongs in "mountOptions": {0}', `-o domain=${domain}`);
  return [toFinding(value, 'mount-options', message)];
}

function checkShare(mount: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(mount, 'azureFileUrl');
  if (value?.type !== 'string') return [];
  const text = String(value.value);
  if (text === '' || isPutInLater(text)) return [];
  const host = /^https:\/\/([^/?#]+)\/./i.exec(text)?.[1];
  const account = findString(mount, 'accountName') ?? '';
  const owner = /^([a-z\d]+)\.file\./i.exec(host ?? '')?.[1];
  if (owner !== undefined && /^[a-z\d]+$/i.test(account) && !isSame(owner, account)) {
    const message = l10n.t('The share is in the account {owner}, but "accountName" is {account}.', { owner, account });
    return [toFinding(value, 'invalid-address', message)];
  }
  if (host !== undefined && !isBlobHost(host)) return [];
  const message = l10n.t(
    'The service expects the address of a file share here: {0}',
    'https://{account}.file.core.windows.net/{share}',
  );
  return [toFinding(value, 'invalid-address', message)];
}

/** Finds a second file system in an item, which can mount only one (Batch documentation: "MountConfiguration"). */
function findSecondSystem(item: DefinitionNode): readonly DefinitionFinding[] {
  const [, second] = listProperties(item).filter(({ value }) => value.type === 'object');
  if (second === undefined) return [];
  return [
    toFinding(
      second.key,
      'duplicate-mount',
      l10n.t('Each item mounts one file system. Put this one into an item of its own.'),
    ),
  ];
}

const keys = ['accountKey', 'sasKey', 'identityReference'] as const;

/** Checks for exactly one way to access a container (Batch documentation: "AzureBlobFileSystemConfiguration"). */
function checkBlob(mount: DefinitionNode): readonly DefinitionFinding[] {
  // The service also counts an empty value.
  const given = keys.filter((name) => findGiven(mount, name) !== undefined);
  const name = checkContainerName(findGiven(mount, 'containerName'));
  if (given.length === 1 && findString(mount, given[0] ?? '') !== '') return name;
  const message = l10n.t('Exactly one of {0} has to be given.', keys.join(', '));
  return [...name, toFinding(mount, 'mount-credentials', message)];
}

function findSameFolder(paths: readonly (DefinitionNode | undefined)[]): readonly DefinitionFinding[] {
  const seen = new Set<string>();
  return paths.flatMap((path) => {
    if (path?.type !== 'string') return [];
    const folder = String(path.value)
      .split('/')
      .filter((part) => part !== '')
      .join('/');
    if (!seen.has(folder)) {
      seen.add(folder);
      return [];
    }
    return [toFinding(path, 'duplicate-mount', l10n.t('Another file system is mounted in the same folder.'))];
  });
}
