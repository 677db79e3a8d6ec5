import type { ExamplesOf } from '../../engine/examples.ts';
import type { torchRules } from './torch.ts';

export const torchExamples: ExamplesOf<typeof torchRules> = {
  'torch-worker-killed': { examples: ['RuntimeError: DataLoader worker (pid 4120) is killed by signal: Killed.'] },
  'torch-shared-memory-exhausted': {
    examples: [
      "RuntimeError: DataLoader worker (pid 201) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.",
    ],
  },
  'torch-worker-crashed': {
    examples: ['RuntimeError: DataLoader worker (pid 4120) is killed by signal: Segmentation fault.'],
  },
  'torch-worker-exited': {
    examples: [
      'RuntimeError: DataLoader worker (pid(s) 201) exited unexpectedly',
      "    raise RuntimeError('DataLoader worker (pid(s) {}) exited unexpectedly'.format(pids_str)) from e",
    ],
  },
  'torch-checkpoint-damaged': {
    examples: ['RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory'],
  },
  'torch-launcher-gave-up': { examples: ['torch.distributed.elastic.multiprocessing.errors.ChildFailedError:'] },
  'torch-ranks-missing': {
    examples: [
      'torch.distributed.DistStoreError: Timed out after 601 seconds waiting for clients. 1/2 clients joined.',
    ],
  },
  'torch-checkpoint-of-other-model': {
    examples: [
      '\tsize mismatch for head.weight: copying a param with shape torch.Size([1000, 768]) from checkpoint, the shape in current model is torch.Size([10, 768]).',
    ],
  },
  'torch-socket-failed': {
    examples: ['RuntimeError: The server socket has failed to listen on any local network address. useIpv6: 0'],
  },
  'torch-socket-timed-out': {
    examples: [
      'torch.distributed.DistNetworkError: The client socket has timed out after 60s while trying to connect to (10.1.0.4, 29500).',
    ],
  },
};
