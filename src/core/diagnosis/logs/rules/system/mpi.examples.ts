import type { ExamplesOf } from '../../engine/examples.ts';
import type { mpiRules } from './mpi.ts';

export const mpiExamples: Partial<ExamplesOf<typeof mpiRules>> = {
  'mpi-open-signal': {
    examples: [
      ['[vm:18842] *** Process received signal ***', '[vm:18842] Signal: Segmentation fault (11)'],
      [
        '[midway3-0298:723348] *** Process received signal ***',
        '[midway3-0298:723348] Signal: Segmentation fault (11)',
      ],
    ],
  },
  'mpi-bad-termination': {
    examples: [
      'BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES',
      '=   BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES',
    ],
  },
  'mpi-abort': { examples: ['MPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD'] },
  'mpi-pml-ucx-c': {
    examples: ['[node-1:04417] pml_ucx.c:419  Error: ucp_ep_create(proc=1) failed: Destination is unreachable'],
  },
  'mpi-there-are-not': { examples: ['There are not enough slots available in the system to satisfy the 64'] },
  'mpi-all-nodes-which': { examples: ['All nodes which are allocated for this job are already filled.'] },
  'mpi-was-unable-to': {
    examples: ['mpirun.openmpi was unable to launch the specified application as it could not access'],
  },
  'mpi-was-unable-to-find': {
    examples: ['mpirun was unable to find the specified executable file, and therefore did not launch the job.'],
  },
  'mpi-execvp-error-on': {
    examples: [
      '[proxy:0:0@vm] HYDU_create_process (utils/launch/launch.c:73): execvp error on file ./solver (No such file or directory)',
    ],
  },
  'mpi-mpt-error-rank': { examples: [' 0: MPT ERROR: Rank 0(g:0) is aborting with error code 1001.'] },
  'mpi-fabric-is-not': { examples: ['tmi fabric is not available and fallback fabric is not enabled'] },
  'mpi-assertion-failed-in': {
    examples: ['Assertion failed in file src/mpid/ch4/src/init_comm.c at line 72: in_use == 0'],
  },
  'mpi-an-error-occurred': { examples: ['[node-1:04417] *** An error occurred in MPI_Init'] },
  'mpi-fatal-error-in': {
    examples: [
      'Fatal error in PMPI_Bcast: Message truncated, error stack:',
      'Fatal error in MPI_Init_thread: Other MPI error, error stack:',
    ],
  },
  'mpi-abort-on-node': {
    examples: ['Abort(1091215) on node 0 (rank 0 in comm 0): Fatal error in PMPI_Init: Other MPI error, error stack:'],
  },
  'mpi-application-called-abort': {
    examples: [
      'application called MPI_Abort(MPI_COMM_WORLD, 9) - process 0',
      'Abort(3) on node 1 (rank 1 in comm 0): application called MPI_Abort(MPI_COMM_WORLD, 3) - process 1',
      '29: Abort(1) on node 29 (rank 29 in comm 0): application called MPI_Abort(MPI_COMM_WORLD, 1) - process 29',
    ],
  },
  'mpi-exit-status-of': { examples: ['  exit status of rank 3: killed by signal 11'] },
  'mpi-caused-collective-abort': {
    examples: ['rank 3 in job 1958  bb36_58821   caused collective abort of all ranks'],
  },
  'mpi-exited-on-signal': {
    examples: [
      'mpirun noticed that process rank 0 with PID 0 on node vm exited on signal 11 (Segmentation fault).',
      'mpirun.openmpi noticed that process rank 1 with PID 0 on node vm exited on signal 11 (Segmentation fault).',
    ],
  },
  'mpi-detected-that-one': {
    examples: [
      'mpirun detected that one or more processes exited with non-zero status, thus causing',
      'mpirun.openmpi detected that one or more processes exited with non-zero status, thus causing',
    ],
  },
  'mpi-primary-job-terminated': { examples: ['Primary job  terminated normally, but 1 process returned'] },
  'mpi-was-unable-to-reliably': {
    examples: [
      'PRTE was unable to reliably start one or more daemons.',
      'prun was unable to reliably start one or more daemons.',
      'ORTE was unable to reliably start one or more daemons.',
    ],
  },
  'mpi-orte-error-log': {
    examples: [
      'PMIX ERROR: UNREACHABLE',
      '[host:3012] [[1021,0],0] ORTE_ERROR_LOG: Not found in file orted/pmix/pmix_server_dyn.c at line 102',
      '[vm:23466] [[14164,0],0] ORTE_ERROR_LOG: Data unpack had inadequate space in file ../../../orte/util/show_help.c at line 513',
    ],
  },
  'mpi-mpiexec': {
    examples: [
      '[mpiexec@n1] control_cb (pm/pmiserv/pmiserv_cb.c:202): assert (!closed) failed',
      '[mpiexec@n1] HYD_bstrap_setup (i_hydra_bstrap.c:1065): error waiting for event',
      '[mpiexec@n1] main (ui/mpich/mpiexec.c:340): process manager error waiting for completion',
    ],
  },
  'mpi-it-looks-like': {
    examples: ['MPIR_Init_thread(176)........:', 'MPID_Init(1538)..............:', 'MPIDI_OFI_mpi_init_hook(1473):'],
  },
  'mpi-at-least-one': {
    examples: ['At least one pair of MPI processes are unable to reach each other for MPI communications.'],
  },
  'mpi-unable-to-connect': { examples: ['unable to connect from "node1" to "node2" (Connection refused)'] },
  'mpi-unable-to-parse': { examples: ['Open RTE was unable to open the hostfile:'] },
};
