import * as l10n from '@vscode/l10n';
import { correctImageCase, findRegistry, isNoImage } from '../evidence/imageReference.ts';
import { type DefinitionNode, findGiven, listItems } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import type { RuleContext } from './rule.ts';
import { findTypography } from './scriptRules.ts';

/** Checks the image of a task's container, and the options that Batch passes to `docker create`. */
export function checkContainerSettings(node: DefinitionNode, { os }: RuleContext): readonly DefinitionFinding[] {
  const image = findGiven(node, 'imageName');
  return [
    ...checkImageName(image),
    ...findOtherSystem(image === undefined ? [] : [image], os),
    ...checkOptions(findGiven(node, 'containerRunOptions')),
  ];
}

/** Matches images for one operating system: well-known Linux images on Docker Hub, and Windows images. */
const imagesBySystem = {
  linux:
    /^(?:(?:docker\.io|mcr\.microsoft\.com)\/)?(?:(?:library|mirror\/docker\/library)\/)?(?:(?:ubuntu|debian|alpine|busybox|centos|fedora|almalinux|rockylinux|amazonlinux|r-base|gcc|nginx|redis|postgres|mysql)(?=[:@]|$)|(?:tensorflow|pytorch|nvidia|rocker|biocontainers|continuumio|condaforge|jupyter|bitnami|osgeo|broadinstitute|linuxserver)\/)|^(?:nvcr|quay)\.io\/|-(?:alpine|slim|bookworm|bullseye|jammy|noble)[\d.]*$/i,
  windows: /^mcr\.microsoft\.com\/(?:windows|powershell:.*(?:nano|servercore))|(?:nanoserver|windowsservercore)/i,
} as const;

function findOtherSystem(images: readonly DefinitionNode[], os: RuleContext['os']): readonly DefinitionFinding[] {
  if (os === undefined) return [];
  const other = imagesBySystem[os === 'linux' ? 'windows' : 'linux'];
  return images
    .filter(({ value }) => other.test(String(value)) && !imagesBySystem[os].test(String(value)))
    .map((image) => {
      const [own, nodes] = os === 'linux' ? ['Windows', 'Linux'] : ['Linux', 'Windows'];
      const message = l10n.t('This image is for {own}, but the nodes of the pool have {nodes}.', { own, nodes });
      return toFinding(image, 'image-system', message);
    });
}

/** Checks the images that each node of a pool downloads, and the registries for which it has credentials. */
export function checkImageNames(node: DefinitionNode, { os }: RuleContext): readonly DefinitionFinding[] {
  const images = listItems(findGiven(node, 'containerImageNames'));
  const servers = listItems(findGiven(node, 'containerRegistries')).map((one) => findGiven(one, 'registryServer'));
  return [
    ...images.flatMap(checkImageName),
    ...findOtherSystem(images, os),
    ...servers.flatMap(checkServer),
    ...findPublic(images, servers),
    ...findPrivate(images, servers),
  ];
}

/** Finds images in Azure registries without credentials, because few of these registries allow anonymous access. */
function findPrivate(
  images: readonly DefinitionNode[],
  servers: readonly (DefinitionNode | undefined)[],
): readonly DefinitionFinding[] {
  const image = images.find(({ value }) => /^[\w-]+\.azurecr\.(?:io|cn|us)\//i.test(String(value)));
  if (image === undefined || servers.length > 0) return [];
  const server = findRegistry(String(image.value)) ?? '';
  const message = l10n.t(
    'The pool has no credentials for {0} ("containerRegistries"), which works only if the registry allows anonymous downloads.',
    server,
  );
  return [toFinding(image, 'private-image', message)];
}

/** Finds a registry whose name can't begin the name of an image, because it is not a host. */
function checkServer(value: DefinitionNode | undefined): readonly DefinitionFinding[] {
  const server = value?.type === 'string' ? String(value.value).trim() : '';
  if (value === undefined || server === '' || findRegistry(`${server}/image`) !== undefined || isPutInLater(server))
    return [];
  const message = l10n.t('No image can be in {0}. Write the whole address, such as contoso.azurecr.io.', server);
  return [toFinding(value, 'image-name', message)];
}

/** Finds images from Docker Hub in a pool that names only other registries, but no images from them. */
function findPublic(
  images: readonly DefinitionNode[],
  servers: readonly (DefinitionNode | undefined)[],
): readonly DefinitionFinding[] {
  const [first] = images;
  const [server] = servers.map((one) => String(one?.value));
  // A registry without a server name is Docker Hub.
  if (first === undefined || server === undefined || servers.includes(undefined)) return [];
  const isKnown = [...servers, ...images].every((one) => one?.type === 'string' && !isPutInLater(String(one.value)));
  const isFromHub = images.every(({ value }) => findRegistry(String(value)) === undefined);
  if (!isKnown || !isFromHub || servers.some((one) => /docker\.(?:io|com)/i.test(String(one?.value)))) return [];
  const name = `${server}/${String(first.value)}`;
  const message = l10n.t('This image is downloaded from Docker Hub. If it is in your own registry, write {0}.', name);
  return [toFinding(first, 'public-image', message)];
}

function checkImageName(node: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (node?.type !== 'string') return [];
  const name = String(node.value);
  if (name === '' || isPutInLater(name)) return [];
  const scheme = /^[a-z]+:\/\//i.exec(name)?.[0];
  if (scheme !== undefined) {
    const message = l10n.t('The name of an image has no {0} before it.', scheme);
    const fix = replaceWith(node, name.slice(scheme.length), l10n.t('Remove {0}', scheme));
    return [toFinding(node, 'image-name', message, fix)];
  }
  if (/\S\s+\S/.test(name)) {
    const message = l10n.t('The name of an image has no spaces. Options belong into "containerRunOptions".');
    return [toFinding(node, 'image-name', message)];
  }
  if (isNoImage(name.trim())) {
    const message = l10n.t('No image can have this name. Write it as {0}.', 'registry.azurecr.io/name:tag');
    return [toFinding(node, 'image-name', message)];
  }
  const right = correctImageCase(name);
  if (right === undefined) return [];
  const message = l10n.t('Only the tag of an image can have capital letters. Write what is before it in lower case.');
  return [toFinding(node, 'image-name', message, replaceWith(node, right, l10n.t('Write it in lower case')))];
}

/** Matches options of `docker create` that take no value. */
const switches = /^(?:-[itqP]+|--(?:rm|init|interactive|tty|privileged|read-only|quiet|publish-all|no-healthcheck))$/;

/** Finds a word where an option is expected, such as a Docker command or an image. */
function findBareWord(options: string): string | undefined {
  const words = options.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.find((word, index) => {
    const before = words[index - 1];
    return /^[a-z\d]/i.test(word) && !isPutInLater(word) && (before === undefined || switches.test(before));
  });
}

/**
 * Finds options that are known to be refused. No documentation lists all of them: `--gpus` is documented (Batch
 * documentation: "Run container workloads"), and the others are not options of `docker create`.
 */
function checkOptions(node: DefinitionNode | undefined): readonly DefinitionFinding[] {
  if (node?.type !== 'string') return [];
  const options = String(node.value);
  const typography = findTypography(node, options.trimStart());
  if (typography !== undefined) return [typography];
  if (/(?:^|\s)--gpus(?:[=\s]|$)/.test(options)) {
    const message = l10n.t(
      'Batch rejects --gpus: on VM sizes with GPUs it gives them to containers by itself. Remove the option.',
    );
    const right = options.replace(/(?:^|(?<!\s)\s+)--gpus(?:=|\s+)?(?:"[^"]*"|'[^']*'|[^\s-]\S*)?/, '').trim();
    return [toFinding(node, 'container-option', message, replaceWith(node, right, l10n.t('Remove {0}', '--gpus')))];
  }
  // Windows containers can have a size.
  const storage = /(?:^|\s)--storage-opt[=\s]\s*(?!size=)\S+/.exec(options)?.[0].trim();
  if (storage !== undefined) {
    const message = l10n.t(
      "{0} is an option of docker's daemon, and refused here. Containers have more space on nodes with a larger disk.",
      storage,
    );
    return [toFinding(node, 'container-option', message)];
  }
  if (findBareWord(options) !== undefined) {
    const message = l10n.t('Only options belong here, such as --rm. Batch creates and starts the container itself.');
    return [toFinding(node, 'container-option', message)];
  }
  const detached = /(?:^|\s)(-[itqP]*d[itqP]*|--detach|--detach-keys|--sig-proxy)(?:[=\s]|$)/.exec(options)?.[1];
  if (detached === undefined) return [];
  const message = l10n.t("{0} is an option of docker run. Batch uses docker create, which doesn't have it.", detached);
  return [toFinding(node, 'container-option', message)];
}
