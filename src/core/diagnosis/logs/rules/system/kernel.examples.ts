import type { ExamplesOf } from '../../engine/examples.ts';
import type { kernelRules } from './kernel.ts';

export const kernelExamples: ExamplesOf<typeof kernelRules> = {
  'kernel-killed-for-memory': {
    examples: [
      'process was OOMKilled',
      '\t\t termination reason: OOMKilled',
      'A process of this unit has been killed by the OOM killer.',
      '[ 1833.120622] Out of memory: Killed process 2210 (python3) total-vm:33554432kB, anon-rss:32212254kB',
      'Memory cgroup out of memory: Killed process 4417 (solver) total-vm:8388608kB',
    ],
    not: ['"OOMKilled": false,'],
  },
  'kernel-looked-for-memory': {
    examples: [
      '[ 1833.120411] python3 invoked oom-killer: gfp_mask=0x140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP), order=0, oom_score_adj=0',
      '[ 1833.120612] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=python3,pid=2210,uid=0',
    ],
  },
  'shell-timeout-killed': {
    examples: [
      'bash: line 1: 21066 Killed                  timeout -s KILL 1 bash -c \'echo "iteration 1"; sleep 10\'',
    ],
  },
  'shell-reports-killed': {
    examples: [
      'run.sh: line 7:  4417 Killed                  python3 train.py --epochs 100',
      '/var/lib/batch/job.sh: line 7:  1822 Killed                  Rscript integrate.R',
      'Killed',
      'sh: line 1:  4621 Killed: 9               Rscript fit.R',
    ],
    not: ['Killed 3 stale workers'],
  },
  'shell-reports-abort': {
    examples: ['Aborted', 'Aborted (core dumped)', 'bash: line 6: 22169 Aborted                 ./app'],
  },
  'shell-reports-crash': {
    examples: [
      'Segmentation fault (core dumped)',
      'Floating point exception (core dumped)',
      'run.sh: line 3: 10024 Illegal instruction     (core dumped) ./solve',
      'Reason: Segmentation fault',
    ],
    not: ['Illegal instruction set requested: avx9'],
  },
  'shell-reports-file-size-limit': {
    examples: ['run.sh: line 1:  5541 File size limit exceededdd if=/dev/zero of=big bs=1M count=5'],
  },
  'shell-reports-terminated': {
    examples: ['Terminated', 'run.sh: line 4:  3301 Terminated              ./solve --all'],
  },
  'kernel-device-failed': {
    examples: [
      '[ 812.4] blk_update_request: critical target I/O error, dev sdc, sector 2048',
      '[ 812.4] EXT4-fs error (device sdc1): ext4_find_entry:1455: inode #2: comm solver: reading directory lblock 0',
    ],
    not: ['[ 3.1] EXT4-fs (sda1): mounted filesystem with ordered data mode'],
  },
  'kernel-logged-crash': {
    examples: [
      '[ 4120.331] solver[3301]: segfault at 0 ip 000055d0 sp 00007ffc error 4 in solver[55d0+1000]',
      '[ 4120.331] traps: solver[3301] general protection fault ip:55d0 sp:7ffc error:0 in solver[55d0+1000]',
    ],
  },
  'sigterm-caught': {
    examples: ['SIGTERM received', 'Received SIGTERM, saving checkpoint', 'Caught SIGTERM, saving state and exiting'],
  },
};
