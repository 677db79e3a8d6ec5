import type { ExamplesOf } from '../../engine/examples.ts';
import type { kernelRules } from './kernel.ts';

export const kernelExamples: ExamplesOf<typeof kernelRules> = {
  'kernel-out-of-memory': {
    examples: [
      'process was OOMKilled',
      '\t\t termination reason: OOMKilled',
      'A process of this unit has been killed by the OOM killer.',
    ],
  },
  'kernel-invoked-oom-killer': {
    examples: [
      '[ 1833.120411] python3 invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0',
      '[ 3412.123456] assembler invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0',
      '[ 1833.120612] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=python3,pid=2210,uid=0',
    ],
  },
  'kernel-killed': {
    examples: [
      'bash: line 1: 21066 Killed                  timeout -s KILL 1 bash -c \'echo "iteration 1"; sleep 10\'',
    ],
  },
  'kernel-killed-2': {
    examples: [
      'run.sh: line 7:  4417 Killed                  python3 train.py --epochs 100',
      './run.sh: line 12:  8123 Killed                  ./assembler --k 31 reads.fq',
      '/var/lib/batch/job.sh: line 7:  1822 Killed                  Rscript integrate.R',
    ],
  },
  'kernel-aborted': {
    examples: ['Aborted', 'Aborted (core dumped)', 'bash: line 6: 22169 Aborted                 ./app'],
  },
  'kernel-file-size-limit': {
    examples: ['run.sh: line 1:  5541 File size limit exceededdd if=/dev/zero of=big bs=1M count=5'],
  },
  'kernel-egmentation-fault': {
    examples: [
      'Reason: Segmentation fault',
      'Segmentation fault (core dumped)',
      'Floating point exception (core dumped)',
    ],
  },
  'kernel-segfault-at': {
    examples: ['[ 4120.331] solver[3301]: segfault at 0 ip 000055d0 sp 00007ffc error 4 in solver[55d0+1000]'],
  },
  'kernel-sigterm': {
    examples: ['SIGTERM received', 'Received SIGTERM, saving checkpoint', 'Caught SIGTERM, saving state and exiting'],
  },
  'kernel-terminated': { examples: ['Terminated'] },
};
