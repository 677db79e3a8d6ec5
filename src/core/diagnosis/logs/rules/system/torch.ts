import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/** Rules for workers, launchers, and checkpoints of PyTorch. */
export const torchRules = {
  'torch-worker-killed': {
    like: 'DataLoader worker {} is killed by signal: Killed',
    category: 'out-of-memory',
    says: () => l10n.t('A DataLoader worker was killed'),
    fix: () => [l10n.t('Use fewer workers (num_workers), or a VM size with more memory.')],
  },
  'torch-shared-memory-exhausted': {
    like: 'DataLoader worker {} is killed by signal: Bus error',
    category: 'out-of-memory',
    says: () => l10n.t("The container's shared memory is exhausted"),
    fix: () => [
      l10n.t("Increase the container's shared memory (--shm-size or --ipc=host in its run options)."),
      l10n.t('Use fewer workers (num_workers).'),
    ],
  },
  'torch-worker-crashed': {
    like: [
      'DataLoader worker {} is killed by signal: Segmentation',
      'DataLoader worker {} is killed by signal: Aborted',
    ],
    category: 'crash-signal',
  },
  'torch-worker-exited': { like: 'DataLoader worker {} exited unexpectedly', category: 'crash-signal', weight: 'echo' },
  'torch-checkpoint-damaged': {
    like: [
      'PytorchStreamReader failed reading',
      'PytorchStreamReader failed locating',
      'PytorchStreamReader failed finding',
      'The file might be corrupted',
      'invalid load key',
    ],
    category: 'bad-input',
    says: () => l10n.t('A checkpoint is damaged or incomplete'),
    fix: () => [
      l10n.t("Compare the file's size with the original: a download may have ended early or left a Git LFS pointer."),
    ],
  },
  'torch-checkpoint-of-other-model': { like: 'size mismatch for', category: 'dependency-version', weight: 'hint' },
  'torch-launcher-gave-up': {
    like: [
      'torch.distributed.elastic.multiprocessing.api:failed',
      'multiprocessing.errors.ChildFailedError',
      'torch.distributed.elastic.agent',
      'traceback : To enable traceback see',
    ],
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
  'torch-socket-failed': {
    like: ['The server socket has failed to listen', 'The client socket has failed to connect'],
    category: 'network',
    weight: 'error',
    narrow: 'stated',
  },
  'torch-socket-timed-out': {
    like: 'The client socket has timed out',
    category: 'timeout',
    weight: 'error',
    narrow: 'stated',
  },
  'torch-ranks-missing': {
    like: ['Timed out after {} second waiting for clients', 'Timed out after {} seconds waiting for clients'],
    category: 'timeout',
  },
} satisfies Rules;
