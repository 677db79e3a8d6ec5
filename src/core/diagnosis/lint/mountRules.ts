import * as l10n from '@vscode/l10n';
import { isBlobHost } from '../../query/storageHost.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { checkContainerName } from './containerNames.ts';
import { type DefinitionNode, findGiven, findString, listItems, listProperties } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import type { RuleContext } from './rule.ts';

/** Checks the file systems that the nodes of a pool mount. */
export function checkMounts(node: DefinitionNode, { os }: RuleContext): readonly DefinitionFinding[] {
  const mounts = listItems(findGiven(node, 'mountConfiguration')).flatMap((item) =>
    listProperties(item)
      .filter(({ value }) => value.type === 'object')
      .map(({ key, name, value }) => ({ key, name, mount: value })),
  );
  return [
    ...mounts.flatMap(({ key, name, mount }) =>
      os === 'windows' && name === 'azureBlobFileSystemConfiguration'
        ? [toFinding(key, 'wrong-system', l10n.t("Windows nodes can't mount blob containers."))]
        : [...checkMountOptions(mount, os), ...checkShare(findGiven(mount, 'azureFileUrl'))],
    ),
    ...mounts
      .filter(({ name }) => name === 'azureBlobFileSystemConfiguration')
      .flatMap(({ mount }) => checkBlob(mount)),
    ...listItems(findGiven(node, 'mountConfiguration')).flatMap(findSecondSystem),
    ...findSameFolder(mounts.map(({ mount }) => findGiven(mount, 'relativeMountPath'))),
  ];
}

/** Options of blobfuse itself, which `-o` doesn't take (Azure Storage documentation: "blobfuse2 mount"). */
const ofBlobfuse =
  /(?<!\S)-o\s+((?:use-(?:adls|https|attr-cache)|(?:file-)?cache-(?:timeout(?:-in-seconds)?|size-mb)|tmp-path|log-level|block-cache)(?![\w-]))/;

/** Options are those of the command by which each system mounts (Batch documentation: "mountOptions"). */
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
  const own = ofBlobfuse.exec(options)?.[1];
  if (own !== undefined) return l10n.t('{0} is an option of blobfuse itself, which is written without -o.', `--${own}`);
  const bare = findBareOption(options);
  return bare === undefined
    ? undefined
    : l10n.t('{0} belongs to no option. Write options after -o, separated by commas without spaces.', bare);
}

/** Finds a word that is no option and not the value of one, as after a comma with a space. */
function findBareOption(options: string): string | undefined {
  const words = options.split(/\s+/);
  return words.find((word, index) => /^[\w=,]/.test(word) && !/^-(?:o|t|-[\w-]+)$/.test(words[index - 1] ?? ''));
}

function checkShare(value: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (value?.type !== 'string') return [];
  const text = String(value.value);
  if (text === '' || isPutInLater(text)) return [];
  const host = /^https:\/\/([^/?#]+)\/./i.exec(text)?.[1];
  if (host !== undefined && !isBlobHost(host)) return [];
  const message = l10n.t(
    'The service expects the address of a file share here: {0}',
    'https://{account}.file.core.windows.net/{share}',
  );
  return [toFinding(value, 'invalid-address', message)];
}

/** Each item mounts one file system (Batch documentation: "MountConfiguration"). */
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

/** Checks for exactly one of the ways to read a container (Batch documentation: "AzureBlobFileSystemConfiguration"). */
function checkBlob(mount: DefinitionNode): readonly DefinitionFinding[] {
  const given = keys.filter((name) => findGiven(mount, name) !== undefined && findString(mount, name) !== '');
  const name = checkContainerName(findGiven(mount, 'containerName'));
  if (given.length === 1) return name;
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
