import * as l10n from '@vscode/l10n';
import { addSubject, type Rules } from '../../engine/finding.ts';

const elsewhere = /no such host|Temporary failure in name|no space left|x509|certificate|tls:|: not found in local/;

/** Rules for unobtainable container images, as reported by registries, Docker, containerd, Podman, and Apptainer. */
export const imageRules = {
  'image-pulls-limited': {
    like: ['toomanyrequests', 'TOOMANYREQUESTS', 'pull rate limit', '/v2/{}429 Too Many Requests'],
    category: 'image-pull',
    narrow: 'unmistakable',
    says: () => l10n.t('The registry limits how often images are pulled'),
    fix: () => [
      l10n.t('The registry limits anonymous pulls: sign in, or keep a copy in Azure Container Registry.'),
      l10n.t("List the image in the pool's container configuration so that a node pulls it only once."),
    ],
  },
  'image-registry-firewall': {
    like: ['client with IP {what} is not allowed access'],
    category: 'image-pull',
    narrow: 'unmistakable',
    says: () => l10n.t("The registry's firewall blocks the node"),
    fix: () => [
      l10n.t(
        "Allow the pool's public addresses or subnet through the registry's firewall, or give the registry a private endpoint.",
      ),
    ],
  },
  'image-does-not-exist': {
    like: [
      'manifest for {what} not found',
      'manifest unknown',
      'MANIFEST_UNKNOWN',
      'name unknown:',
      'NAME_UNKNOWN',
      'No such image: {what}',
      'repository name not known',
      'the requested image was not found',
      ': image not known',
      'reading manifest sha',
      'failed to resolve reference "{what}": {}: not found',
    ],
    unless: elsewhere,
    category: 'image-pull',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t('The image does not exist in its registry')),
    fix: () => [
      l10n.t("Correct the image's name and tag, or push the image to the registry."),
      l10n.t('Check in the registry that the tag was not deleted or replaced.'),
    ],
  },
  'image-format-retired': {
    like: ['manifest.v1+prettyjws', 'manifest version 2, schema 1 support'],
    unless: /[Aa]ccept\b/,
    category: 'image-pull',
    narrow: 'unmistakable',
    says: () => l10n.t('The image has a format that nodes no longer read'),
    fix: () => [l10n.t('Use a newer tag of the image, or build and push it again with a current Docker.')],
  },
  'image-platform-missing': {
    like: [
      'no matching manifest for {what} in the manifest',
      'no match for platform in manifest',
      'no image found in {}for architecture',
    ],
    category: 'image-pull',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t("The image isn't built for the node's platform")),
    fix: () => [l10n.t("Build the image for the nodes' platform (`docker build --platform linux/amd64`).")],
  },
  'image-platform-differs': {
    like: ['cannot be used on this platform', 'does not match the specified platform'],
    category: 'dependency-version',
    fix: () => [l10n.t("Build the image for the nodes' platform (`docker build --platform linux/amd64`).")],
  },
  'image-platform-warned': {
    like: "requested image's platform {what} does not match the detected host platform",
    category: 'dependency-version',
    weight: 'hint',
  },
  'image-access-denied': {
    like: [
      'pull access denied for {what},',
      'pull access denied',
      'repository does not exist or may require',
      'requested access to the resource is denied',
      'no basic auth credentials',
      'failed to fetch oauth token',
      'failed to authorize: ',
      'token exchange failed',
      'invalid username/password',
      'docker{}unauthorized: ',
      'daemon{}unauthorized: ',
      'registry{}unauthorized: ',
      'azurecr{}unauthorized: ',
      '/v2/{}unauthorized: ',
      'pull{}: unauthorized',
      'image{}: unauthorized',
      '^unauthorized: ',
      ': unauthorized: authentication required',
      'UNAUTHORIZED: authentication',
    ],
    unless: elsewhere,
    category: 'image-pull',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t("The registry doesn't let the node pull the image")),
    fix: () => [
      l10n.t("Give the pool the registry's credentials, or a managed identity with the AcrPull role."),
      l10n.t("Check the image name too: registries return the same response if the image doesn't exist."),
    ],
  },
  'image-registry-unreachable': {
    like: ['http://{}/v2/{}manifests', 'https://{}/v2/{}manifests', 'https://{}/v2/{}blobs', 'https://{}/v2/": '],
    unless: elsewhere,
    category: 'image-pull',
  },
  'image-not-pulled': {
    like: ['ailed to pull image', 'ould not pull image', 'unable to pull image', 'error pulling image'],
    unless: elsewhere,
    category: 'image-pull',
    narrow: 'stated',
  },
  // Messages that an image was not pulled, printed before or instead of the registry's response.
  'image-pull-given-up': {
    like: [
      'failed to resolve reference',
      'initializing source docker',
      'Error initializing source',
      'ErrImagePull',
      'ImagePullBackOff',
      'failed to pull and unpack',
      'Error parsing image name',
      'While making image from oci registry',
      'while fetching library image',
      'error fetching image to cache',
      'conveyor failed to get',
      'Unable to handle docker://{what} uri',
    ],
    unless: elsewhere,
    category: 'image-pull',
    weight: 'error',
    narrow: 'stated',
  },
  'image-not-here-yet': { like: "Unable to find image '{what}' locally", category: 'image-pull', weight: 'hint' },
  'image-layers-fill-disk': {
    like: [
      'failed to register layer: {}no space left',
      'failed to extract layer {}no space left',
      'writing blob: {}no space left',
      'overlay2/{}no space left',
      '/var/lib/docker/{}no space left',
    ],
    category: 'disk-full',
    says: () => l10n.t('The disk is too full for the image'),
    fix: () => [
      l10n.t(
        "Use smaller images, or enlarge the disk that they fill: below /var/lib/docker, it's the operating system disk (`osDisk.diskSizeGB`), otherwise the VM size's temporary disk.",
      ),
    ],
  },
  'image-name-malformed': {
    like: 'invalid reference format',
    category: 'bad-arguments',
    says: () => l10n.t('The image name is malformed'),
    fix: () => [l10n.t('Write the image as registry/name:tag, in lowercase, without https:// or spaces.')],
  },
} satisfies Rules;
