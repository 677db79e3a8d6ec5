import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import {
  adviseMissingIdentity,
  adviseRole,
  findIdentity,
  type NamedIdentity,
  toRoleCommand,
} from '../catalogue/poolIdentity.ts';
import { freeDisk } from '../catalogue/scheduling.ts';
import { correctImageCase, dockerHub, findRegistry } from '../evidence/imageReference.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Instruction } from '../explanation/instruction.ts';
import { LogText } from '../logs/engine/text/logText.ts';
import { findAll } from '../logs/findAll.ts';
import type { containerRules } from '../logs/rules/system/container.ts';
import type { gpuRules } from '../logs/rules/system/gpu.ts';
import type { imageRules } from '../logs/rules/system/images.ts';
import { categorizeMessage } from './logCause.ts';
import type { Fault } from './nextStep.ts';

/** The reason why a container image could not be used, as far as the registry's and the runtime's messages show it. */
export interface ImageCause {
  readonly category: FailureCategory;
  /** The failure, as a clause for a title. */
  readonly what: string;
  readonly fixes: readonly Instruction[];
  /** The change that is needed before another attempt can succeed. */
  readonly change: Fault;
}

/** Meaning of a message: a rule of the log readers, or a category. */
type Meaning = keyof typeof imageRules | keyof typeof containerRules | keyof typeof gpuRules | FailureCategory;

type Row = readonly [
  meanings: readonly Meaning[],
  toCause: (image: string, named: string | undefined, said: Said) => ImageCause,
];

interface Said {
  readonly words: string;
  readonly registries: readonly Registry[];
}

/** A registry for which a pool or a task has credentials, or an identity in place of them. */
export interface Registry {
  readonly server: string;
  readonly identity?: NamedIdentity | undefined;
}

/** Causes by meaning. The first match counts, so failures that happen before a refusal come first. */
const rows: readonly Row[] = [
  [
    ['disk-full'],
    (image) => ({
      category: 'disk-full',
      what: l10n.t("the node's disk is too full for the image {0}", image),
      fixes: [
        freeDisk(),
        {
          text: l10n.t('Replace the node: task files and images are filling its disk.'),
          remedies: ['node.remove'],
          isChoice: true,
        },
        l10n.t('To prevent this from happening again, use a VM size with a larger disk, or a smaller image.'),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['image-pulls-limited', 'throttled'],
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the registry received too many pulls and denied the image {0}', image),
      fixes: [
        l10n.t('Sign in to the registry, or keep a copy of the image in a registry of your own.'),
        l10n.t("List the image in the pool's container configuration: a node then pulls it once."),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['image-registry-firewall'],
    (image) => ({
      category: 'image-pull',
      what: l10n.t("the registry's firewall blocks the node from pulling the image {0}", image),
      fixes: [
        l10n.t(
          "Allow the pool's public addresses or subnet through the registry's firewall, or give the registry a private endpoint.",
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['image-format-retired'],
    (image) => ({
      category: 'image-pull',
      what: continueAfterColon(l10n.t('The image {0} has a format that nodes no longer read', image)),
      fixes: [l10n.t('Use a newer tag of the image, or build and push it again with a current Docker.')],
      change: 'definition',
    }),
  ],
  [
    ['image-does-not-exist'],
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the image {0} was not found', image),
      fixes: [l10n.t('Push the image {0} to its registry, or correct its name and tag.', image)],
      change: 'either',
    }),
  ],
  [
    ['image-access-denied', 'auth-storage'],
    (image, _named, { registries }) => ({
      category: 'image-pull',
      what: sayDenied(image, findOwnRegistry(image, registries)?.identity),
      fixes: [
        ...adviseServer(image, registries),
        ...adviseRegistry(findOwnRegistry(image, registries)),
        l10n.t("Check the image name too: registries return the same response if the image doesn't exist."),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['container-lacks-program'],
    (image, program = '?') => ({
      category: 'missing-program',
      what: l10n.t("the image {0} doesn't contain program {1}", image, program),
      fixes: [
        l10n.t(
          "Correct the command line, or add {0} to the image: programs on the node aren't visible there.",
          program,
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['container-interpreter-missing'],
    (image) => ({
      category: 'missing-program',
      what: continueAfterColon(l10n.t("The image {0} doesn't have the interpreter or loader of the program", image)),
      fixes: [
        l10n.t(
          "Check the script's first line: the image must have that interpreter, and the line must not have a Windows line ending.",
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['container-program-not-executable'],
    (image, program = '?') => ({
      category: 'permission',
      what: continueAfterColon(
        l10n.t("The file {program} in the image {image} isn't executable for the task's user", { program, image }),
      ),
      fixes: [l10n.t('Make the file executable in the image (RUN chmod +x), or call its interpreter.')],
      change: 'surroundings',
    }),
  ],
  [
    ['container-folder-missing'],
    (image, folder = '?') => ({
      category: 'missing-file',
      what: continueAfterColon(
        l10n.t("The container can't start in {folder}, which isn't in the image {image}", { folder, image }),
      ),
      fixes: [
        l10n.t(
          'Create the folder in the image, or start in another one: `workingDirectory` in the container settings, or `--workdir`.',
        ),
      ],
      change: 'definition',
    }),
  ],
  [
    ['container-folder-denied'],
    (_image, folder = '?') => ({
      category: 'permission',
      what: continueAfterColon(l10n.t("The container's user isn't allowed to enter {0}", folder)),
      fixes: [
        l10n.t(
          "Run the container as the task's user (without `--user`), or give its user the right to enter the folder: run the task as a pool administrator.",
        ),
      ],
      change: 'definition',
    }),
  ],
  [
    ['gpu'],
    (image) => ({
      category: 'gpu',
      what: l10n.t("the container didn't get a GPU from the node (image {0})", image),
      fixes: [
        l10n.t('Use a VM size with a GPU, and a pool image that has the GPU driver and the NVIDIA container toolkit.'),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['image-platform-missing', 'image-platform-differs', 'container-exec-format', 'dependency-version'],
    (image, _named, { words }) => ({
      category: 'dependency-version',
      what: l10n.t("the image {0} is built for a different processor or system than the node's", image),
      fixes: [
        /\bwindows\b/i.test(words)
          ? l10n.t(
              "Use an image that is built for Windows of the nodes' version, or run this image in a pool with Linux nodes.",
            )
          : l10n.t("Build the image for the nodes' platform (`docker build --platform linux/amd64`)."),
      ],
      change: 'surroundings',
    }),
  ],
  [
    ['docker-daemon-silent', 'docker-socket-denied'],
    () => ({
      category: 'node',
      what: l10n.t("the node's container runtime didn't respond"),
      fixes: [
        l10n.t(
          "List the image in the pool's container configuration: it's then pulled before tasks start, not by the first task.",
        ),
        l10n.t('If tasks on one node fail again, reboot that node.'),
      ],
      change: 'nothing',
    }),
  ],
  [
    ['image-registry-unreachable', 'network', 'network-dns', 'network-tls', 'timeout'],
    (image) => ({
      category: 'image-pull',
      what: l10n.t("the node couldn't reach the registry of the image {0}", image),
      fixes: [l10n.t("Check that the network's DNS, firewall and routes let the nodes reach the registry.")],
      change: 'surroundings',
    }),
  ],
];

function toCaseCause(image: string, right: string): ImageCause {
  return {
    category: 'image-pull',
    what: continueAfterColon(l10n.t('The name of the image {0} has capital letters', image)),
    fixes: [l10n.t('Write the name of the image in lower case: {0}. Only its tag may have capital letters.', right)],
    change: 'definition',
  };
}

/** Matches a lookup of a registry without a domain: `lookup contosoimages on 168.63.129.16:53: no such host`. */
const lookedUp = /\b(?:lookup|resolve(?: host)?:?) ["']?([\w-]{1,63})["']?(?= on |[:,;\s]|$)(?!\.)/i;
const registryHost = /https?:\/\/([\w-]{1,63})\/v2\//i;

/** Finds the name of a registry without a domain, which public DNS does not know. */
function findShortHost(words: string): string | undefined {
  const host = registryHost.exec(words)?.[1];
  const name = lookedUp.exec(words)?.[1];
  return host !== undefined && host.toLowerCase() === name?.toLowerCase() && host !== 'localhost' ? host : undefined;
}

function toHostCause(host: string): ImageCause {
  return {
    category: 'image-pull',
    what: continueAfterColon(l10n.t('The name of the registry, {0}, has no domain', host)),
    fixes: [
      l10n.t(
        'Write the full server name in `registryServer` and in the name of the image, such as {0}.azurecr.io for Azure Container Registry.',
        host,
      ),
    ],
    change: 'definition',
  };
}

/** Lists the registries for which a task, or else its pool, has credentials. */
export function listRegistries(pool: Pool | undefined, task?: Pick<Task, 'containerSettings'>): readonly Registry[] {
  const own = task?.containerSettings?.registry;
  const registries =
    own === undefined ? pool?.virtualMachineConfiguration?.containerConfiguration?.containerRegistries : [own];
  return (registries ?? []).map(({ registryServer = dockerHub, identityReference }) => ({
    server: registryServer.replace(/^https?:\/\/|\/$/g, ''),
    identity: findIdentity(identityReference, pool),
  }));
}

function toServer(image: string): string {
  return findRegistry(image) ?? dockerHub;
}

function findOwnRegistry(image: string, registries: readonly Registry[]): Registry | undefined {
  return registries.find(({ server }) => server.toLowerCase() === toServer(image));
}

function sayDenied(image: string, identity: NamedIdentity | undefined): string {
  if (identity === undefined) return l10n.t('the registry denied the node access to the image {0}', image);
  const { name } = identity;
  return identity.isOfPool === false
    ? continueAfterColon(
        l10n.t('Pool {pool} does not have the identity {name} for the image {image}', {
          pool: identity.poolId ?? '',
          name,
          image,
        }),
      )
    : continueAfterColon(
        l10n.t('The registry denied the identity {name} access to the image {image}', { name, image }),
      );
}

/** Advises on the credentials for a registry, or on the role of its identity (ACR documentation: "Roles and permissions"). */
function adviseRegistry({ identity, server }: Partial<Registry> = {}): readonly string[] {
  if (identity === undefined || server === undefined)
    return [
      l10n.t(
        'Give the pool (or the task) a valid user name and password for the registry, or a managed identity with the AcrPull role.',
      ),
    ];
  if (identity.isOfPool === false) return adviseMissingIdentity(identity);
  const [registry = ''] = server.split('.');
  return adviseRole(
    l10n.t('Give the identity {name} the role "{role}" on the registry {registry}.', {
      name: identity.name,
      role: 'AcrPull',
      registry: server,
    }),
    toRoleCommand(identity, 'AcrPull', 'registry', registry),
  );
}

/** Advises on credentials for a different registry than the image's; empty if the registry matches. */
function adviseServer(image: string, registries: readonly Registry[]): readonly Instruction[] {
  const server = toServer(image);
  if (registries.length === 0 || findOwnRegistry(image, registries) !== undefined) return [];
  const list = registries.map((one) => one.server).join(', ');
  return [
    server === dockerHub
      ? l10n.t(
          'The credentials are for {servers}. Name one registry in both places: the image {server}/{image}, and `registryServer` {server}.',
          { servers: list, server, image: image.replace(/^docker\.io\//, '') },
        )
      : l10n.t(
          'The credentials are for {servers}, but the image is in {server}: add those of {server}, or correct `registryServer`.',
          { servers: list, server },
        ),
  ];
}

const maxLength = 8000;

/**
 * Finds the cause by the name of the image, the `registries` for which there are credentials, and the runtime's message;
 * undefined for unknown messages.
 */
export function findImageCause(
  words: string,
  image: string,
  registries: readonly Registry[] = [],
): ImageCause | undefined {
  const right = correctImageCase(image);
  if (right !== undefined) return toCaseCause(image, right);
  const text = words.slice(0, maxLength);
  const findings = findAll(new LogText(text), {});
  const host = findShortHost(text);
  if (host !== undefined) return toHostCause(host);
  const spokenOf = categorizeMessage(text);
  for (const [meanings, toCause] of rows)
    for (const meaning of meanings) {
      const finding = findings.find(({ rule }) => rule?.id === meaning);
      if (finding !== undefined || meaning === spokenOf)
        return toCause(image, finding?.subject, { words: text, registries });
    }
  return undefined;
}
