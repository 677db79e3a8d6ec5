import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../explanation/category.ts';
import type { Change } from './nextStep.ts';

/** Why a container image could not be used, as far as the words of registry and runtime tell. */
export interface ImageCause {
  readonly category: FailureCategory;
  /** What happened, as a clause for a title. */
  readonly what: string;
  readonly fixes: readonly string[];
  /** What has to change before another attempt can succeed. */
  readonly change: Change;
}

type Row = readonly [pattern: RegExp, toCause: (image: string, named: string | undefined) => ImageCause];

/** Words of Docker, containerd and registries; the first that fits counts, so what came before a refusal comes first. */
const rows: readonly Row[] = [
  [
    /no space left|disk (?:is )?full|not enough (?:disk )?space/i,
    (image) => ({
      category: 'disk-full',
      what: l10n.t('the disk of the node is too full for the image {0}', image),
      fixes: [
        l10n.t('Delete tasks that are done and images that are not used, or replace the node: images fill its disk.'),
        l10n.t('For good: a VM size with a larger disk, or a smaller image.'),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /too ?many ?requests|rate limit/i,
    (image) => ({
      category: 'throttled',
      what: l10n.t('the registry refused the image {0} because there were too many pulls', image),
      fixes: [
        l10n.t('Sign in to the registry, or keep a copy of the image in a registry of your own.'),
        l10n.t('List the image in the container configuration of the pool: a node pulls it once then.'),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /is not allowed access|firewall|denied by network/i,
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the firewall of the registry keeps the node from the image {0}', image),
      fixes: [
        l10n.t(
          'Let the public addresses or the subnet of the pool through the firewall of the registry, or give it a private endpoint.',
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /manifest[^:]{0,80} (?:not found|unknown)|manifest unknown|name unknown|no such image|not found: manifest/i,
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the image {0} does not exist', image),
      fixes: [l10n.t('Push the image {0} to its registry, or correct its name and tag.', image)],
      change: 'surroundings',
    }),
  ],
  [
    /unauthorized|authentication required|pull access denied|requested access to the resource is denied|token exchange failed|\b40[13]\b/i,
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the registry does not let the node have the image {0}', image),
      fixes: [
        l10n.t(
          'Give the pool (or the task) a user and password of the registry that are valid, or a managed identity with the role AcrPull.',
        ),
        l10n.t('Check the name of the image too: registries answer the same where there is none.'),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /exec: "([^"]{1,200})": (?:executable file not found|stat [^:]{1,200}: no such file)/i,
    (image, program = '?') => ({
      category: 'missing-program',
      what: l10n.t('the image {0} has no program {1}', image, program),
      fixes: [
        l10n.t(
          'Correct the command line, or put {0} into the image: programs of the node are not seen there.',
          program,
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /could not select device driver|nvidia-container-(?:cli|runtime)/i,
    (image) => ({
      category: 'gpu',
      what: l10n.t('the container of the image {0} did not get a GPU of the node', image),
      fixes: [
        l10n.t(
          'Use a VM size with a GPU, and an image of the pool that has its driver and the NVIDIA container toolkit.',
        ),
      ],
      change: 'surroundings',
    }),
  ],
  [
    /no matching manifest for|exec format error|does not match the (?:specified|detected) (?:host )?platform/i,
    (image) => ({
      category: 'dependency-version',
      what: l10n.t('the image {0} is not built for the processor or system of the node', image),
      fixes: [l10n.t('Build the image for the platform of the nodes (`docker build --platform linux/amd64`).')],
      change: 'surroundings',
    }),
  ],
  [
    /UnixHTTPConnectionPool|docker(?: daemon|\.sock)|Cannot connect to the Docker/i,
    () => ({
      category: 'node',
      what: l10n.t('the container runtime of the node did not answer'),
      fixes: [
        l10n.t(
          'List the image in the container configuration of the pool: it is pulled before tasks start then, and not by the first of them.',
        ),
        l10n.t('Where tasks of one node fail again, reboot the node.'),
      ],
      change: 'nothing',
    }),
  ],
  [
    /no such host|dial tcp|i\/o timeout|TLS handshake|timeout exceeded|timed out|connection (?:refused|reset)|request canceled/i,
    (image) => ({
      category: 'image-pull',
      what: l10n.t('the node did not reach the registry of the image {0}', image),
      fixes: [
        l10n.t('Check that DNS, firewall and routes of the network let the nodes reach the registry.'),
        l10n.t('List the image in the container configuration of the pool: a node pulls it once then.'),
      ],
      change: 'surroundings',
    }),
  ],
];

/** Longest text that is looked at. */
const maxLength = 8000;

/** The cause that the runtime's own words tell of; undefined for words that are not known. */
export function findImageCause(words: string, image: string): ImageCause | undefined {
  const text = words.slice(0, maxLength);
  for (const [pattern, toCause] of rows) {
    const found = pattern.exec(text);
    if (found !== null) return toCause(image, found[1]);
  }
  return undefined;
}
