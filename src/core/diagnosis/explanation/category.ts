import * as l10n from '@vscode/l10n';

/** The taxonomy of causes. The most specific category takes precedence. */
export const failureCategories = [
  'missing-file',
  'missing-program',
  'missing-module',
  'permission',
  'out-of-memory',
  'disk-full',
  'network-dns',
  'network-tls',
  'network',
  'auth-storage',
  'sas-expired',
  'image-pull',
  'crash-signal',
  'bad-arguments',
  'bad-input',
  'license',
  'lock-contention',
  'timeout',
  'dependency-version',
  'encoding-lineendings',
  'exception-in-user-code',
  'gpu',
  'mpi',
  'quota',
  'allocation',
  'node',
  'interrupted',
  'service',
  'throttled',
  'conflict',
  'other',
] as const;

export type FailureCategory = (typeof failureCategories)[number];

const lacksAtStart: ReadonlySet<FailureCategory> = new Set([
  'missing-program',
  'missing-module',
  'dependency-version',
  'gpu',
]);

/** Checks whether a category means that a program lacked something that start tasks and images usually provide. */
export function isLackAtStart(category: FailureCategory): boolean {
  return lacksAtStart.has(category);
}

/** Checks whether a category is about a disk, which fills up for every program that uses it. */
export function isOfFullDisk(category: FailureCategory): boolean {
  return category === 'disk-full';
}

const symptoms: ReadonlySet<FailureCategory> = new Set([
  'missing-file',
  'missing-program',
  'permission',
  'disk-full',
  'network-dns',
  'network-tls',
  'network',
  'auth-storage',
  'gpu',
  'interrupted',
]);

/**
 * Checks whether a log line of this category leaves the source of the problem open: the program, its command line, the
 * task's files, the image, the node, the network, or the process that ended it.
 */
export function isSymptom(category: FailureCategory): boolean {
  return symptoms.has(category);
}

const categoryNames: Readonly<Record<FailureCategory, () => string>> = {
  'missing-file': () => l10n.t('missing file'),
  'missing-program': () => l10n.t('missing program'),
  'missing-module': () => l10n.t('missing module'),
  permission: () => l10n.t('permission'),
  'out-of-memory': () => l10n.t('out of memory'),
  'disk-full': () => l10n.t('disk full'),
  'network-dns': () => l10n.t('name resolution'),
  'network-tls': () => l10n.t('secure connection'),
  network: () => l10n.t('network'),
  'auth-storage': () => l10n.t('refused access'),
  'sas-expired': () => l10n.t('invalid signature'),
  'image-pull': () => l10n.t('container image'),
  'crash-signal': () => l10n.t('crash'),
  'bad-arguments': () => l10n.t('wrong settings or arguments'),
  'bad-input': () => l10n.t('malformed input'),
  license: () => l10n.t('license'),
  'lock-contention': () => l10n.t('locked by another process'),
  timeout: () => l10n.t('time limit'),
  'dependency-version': () => l10n.t('dependency versions'),
  'encoding-lineendings': () => l10n.t('encoding or line endings'),
  'exception-in-user-code': () => l10n.t('exception in your code'),
  gpu: () => l10n.t('GPU'),
  mpi: () => l10n.t('MPI'),
  quota: () => l10n.t('quota'),
  allocation: () => l10n.t('allocation'),
  node: () => l10n.t('node'),
  interrupted: () => l10n.t('interruption'),
  service: () => l10n.t('service'),
  throttled: () => l10n.t('throttling'),
  conflict: () => l10n.t('state'),
  other: () => l10n.t('other'),
};

/** Describes a category for use in the middle of a sentence. */
export function describeCategory(category: FailureCategory): string {
  return categoryNames[category]();
}
