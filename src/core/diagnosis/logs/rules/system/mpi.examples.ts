import type { ExamplesOf } from '../../engine/examples.ts';
import type { mpiRules } from './mpi.ts';

export const mpiExamples: ExamplesOf<typeof mpiRules> = {
  'mpi-rank-crashed': {
    examples: [
      ['[vm:18842] *** Process received signal ***', '[vm:18842] Signal: Segmentation fault (11)'],
      [
        '[midway3-0298:723348] *** Process received signal ***',
        '[midway3-0298:723348] Signal: Segmentation fault (11)',
      ],
    ],
  },
  'mpich-rank-ended-badly': {
    examples: [
      'BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES',
      [
        '=   BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES',
        '=   PID 4417 RUNNING AT node-1',
        '=   EXIT CODE: 9',
      ],
      [
        '=   BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES',
        '=   RANK 2 PID 81 RUNNING AT node-1',
        '=   KILLED BY SIGNAL: 4 (Illegal instruction)',
      ],
    ],
  },
  'open-mpi-rank-aborted': { examples: ['MPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD'] },
  'mpi-possible-causes-listed': {
    examples: [
      ['This usually is caused by:', '  1. a firewall between the nodes', '  2. a file that could not be opened'],
    ],
  },
  'mpi-rank-status': { examples: ['  exit status of rank 3: killed by signal 11'] },
  'mpi-rank-signal': {
    examples: [
      'mpirun noticed that process rank 0 with PID 0 on node vm exited on signal 11 (Segmentation fault).',
      'mpirun.openmpi noticed that process rank 1 with PID 0 on node vm exited on signal 9 (Killed).',
    ],
  },
  'mpi-slots-short': {
    examples: [
      'There are not enough slots available in the system to satisfy the 64',
      'All nodes which are allocated for this job are already filled.',
    ],
  },
  'mpi-program-missing': {
    examples: [
      'mpirun.openmpi was unable to launch the specified application as it could not access',
      'mpirun was unable to find the specified executable file, and therefore did not launch the job.',
      '[proxy:0:0@vm] HYDU_create_process (utils/launch/launch.c:73): execvp error on file ./solver (No such file or directory)',
    ],
  },
  'mpi-unknown-elsewhere': {
    examples: [
      'bash: orted: command not found',
      'bash: line 1: prted: command not found',
      'bash: /usr/local/mpich/bin/hydra_pmi_proxy: No such file or directory',
      'sh: 1: hydra_bstrap_proxy: not found',
    ],
  },
  'mpi-run-as-root': { examples: ['mpirun has detected an attempt to run as root.'] },
  'mpi-hostfile-missing': {
    examples: [
      'Open RTE was unable to open the hostfile:',
      '[mpiexec@n1] HYDU_parse_hostfile (utils/args/args.c:319): unable to open host file: hosts.txt',
    ],
  },
  'mpi-daemons-lost': {
    examples: [
      'ORTE was unable to reliably start one or more daemons.',
      'PRTE has lost communication with a remote daemon.',
      'ORTE does not know how to route a message to the specified daemon',
    ],
  },
  'mpi-nodes-not-connected': {
    examples: [
      'At least one pair of MPI processes are unable to reach each other for MPI communications.',
      'A process or daemon was unable to complete a TCP connection',
      'unable to connect from "node1" to "node2" (Connection refused)',
    ],
  },
  'hydra-failed': {
    examples: [
      '[mpiexec@n1] control_cb (pm/pmiserv/pmiserv_cb.c:202): assert (!closed) failed',
      '[mpiexec@n1] HYD_bstrap_setup (i_hydra_bstrap.c:1065): error waiting for event',
    ],
    not: ['[mpiexec@n1] match_arg (utils/args/args.c:166): unrecognized argument np4'],
  },
  'mpi-not-initialized': {
    examples: [
      'No components were able to be opened in the btl framework.',
      'MPIR_Init_thread(176)........:',
      'MPID_Init(1538)..............:',
      'MPIDI_OFI_mpi_init_hook(1473):',
    ],
  },
  'mpi-ucx-failed': {
    examples: [
      '[node-1:04417] PML ucx cannot be selected',
      '[node-1:04417] pml_ucx.c:419  Error: ucp_ep_create(proc=1) failed: Destination is unreachable',
    ],
  },
  'mpi-shared-memory-short': {
    examples: ['There is not enough free shared memory to create the shared-memory backing file.'],
  },
  'mpi-error-named': {
    examples: ['[node-1:04417] *** MPI_ERR_TRUNCATE: message truncated', '*** MPI_ERR_RANK: invalid rank'],
  },
  'open-mpi-call-failed': { examples: ['[node-1:04417] *** An error occurred in MPI_Init'] },
  'mpich-call-failed': {
    examples: [
      'Fatal error in PMPI_Bcast: Message truncated, error stack:',
      'Fatal error in MPI_Init_thread: Other MPI error, error stack:',
      'Abort(1091215) on node 0 (rank 0 in comm 0): Fatal error in PMPI_Init: Other MPI error, error stack:',
    ],
  },
  'mpi-library-gave-up': {
    examples: [
      'tmi fabric is not available and fallback fabric is not enabled',
      "node-7.2114PSM2 can't open hfi unit: 0 (err=2)",
      'PSM2 was unable to open an endpoint.',
      'Assertion failed in file src/mpid/ch4/src/init_comm.c at line 72: in_use == 0',
      '*** The MPI_Comm_rank() function was called after MPI_FINALIZE was invoked.',
      'The MPI_Allreduce() function was called before MPI_INIT was invoked.',
    ],
  },
  'mpt-failed': {
    examples: [
      'MPT ERROR: could not run executable.',
      'MPT ERROR: MPI_COMM_WORLD rank 3 has terminated without calling MPI_Finalize()',
    ],
  },
  'mpi-ranks-stopped': {
    examples: [
      'application called MPI_Abort(MPI_COMM_WORLD, 9) - process 0',
      '29: Abort(1) on node 29 (rank 29 in comm 0): application called MPI_Abort(MPI_COMM_WORLD, 1) - process 29',
      'rank 3 in job 1958  bb36_58821   caused collective abort of all ranks',
      'mpirun.openmpi detected that one or more processes exited with non-zero status, thus causing',
      ' 0: MPT ERROR: Rank 0(g:0) is aborting with error code 1001.',
    ],
  },
  'mpi-primary-job-ended': { examples: ['Primary job  terminated normally, but 1 process returned'] },
  'mpi-runtime-logged': {
    examples: [
      'PMIX ERROR: UNREACHABLE',
      '[host:3012] [[1021,0],0] ORTE_ERROR_LOG: Not found in file orted/pmix/pmix_server_dyn.c at line 102',
    ],
  },
};
