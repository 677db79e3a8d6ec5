import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';

/** Open MPI, MPICH and Intel MPI. What a rank prints of its own comes first; the launcher re-reports it. */
export const mpiReaders: readonly Reader[] = [
  { on: ['*** Process received signal ***'], read: readOpenMpiSignal },
  { on: ['BAD TERMINATION OF ONE OF YOUR'], read: readBadTermination },
  ...lineRules([
    { on: 'There are not enough slots available', category: 'mpi', weight: 'verdict' },
    { on: 'All nodes which are allocated for this job are already filled', category: 'mpi', weight: 'verdict' },
    { on: 'was unable to launch the specified application', category: 'missing-program' },
    {
      on: ['was unable to find the specified executable', 'mpirun was unable to start the specified'],
      category: 'missing-program',
    },
    {
      on: 'execvp error on file',
      match: /execvp error on file (?<what>[^(]{1,500}) \(No such file/,
      category: 'missing-program',
    },
    {
      on: 'execvp error on file',
      match: /execvp error on file (?<what>[^(]{1,500}) \(Permission denied/,
      category: 'permission',
    },
    { on: '*** MPI_ERR_', match: /\*\*\* (?<what>MPI_ERR_\w{1,40}): /, category: 'mpi' },
    {
      on: '*** An error occurred in',
      match: /\*\*\* An error occurred in (?<what>MPI_\w{1,40})/,
      category: 'mpi',
      weight: 'error',
    },
    {
      on: 'Fatal error in ',
      match: /(?:^|\s)Fatal error in (?:internal_)?(?<what>P?MPI_?\w{1,40})[:(]/,
      category: 'mpi',
      weight: 'error',
    },
    {
      on: 'Abort(',
      match: /^Abort\(\d{1,12}\) on node \d{1,7}.{0,60}: (?:Fatal error|application called)/,
      category: 'mpi',
      weight: 'error',
    },
    {
      on: 'application called MPI_Abort',
      match: /application called MPI_Abort/,
      category: 'mpi',
      weight: 'echo',
      narrow: 'exact',
    },
    { on: 'MPI_ABORT was invoked', category: 'mpi', weight: 'echo', narrow: 'exact' },
    { on: 'exited on signal ', match: /exited on signal 9\b/, category: 'out-of-memory', weight: 'echo' },
    { on: 'exited on signal ', match: /exited on signal (?:4|5|6|7|8|11)\b/, category: 'crash-signal', weight: 'echo' },
    { on: 'exited on signal ', match: /exited on signal 15\b/, category: 'interrupted', weight: 'echo' },
    { on: 'detected that one or more processes exited with non-zero', category: 'mpi', weight: 'echo' },
    { on: ['Primary job  terminated normally', 'job  terminated normally, but'], category: 'mpi', weight: 'hint' },
    {
      on: [
        'ORTE was unable to reliably start',
        'ORTE does not know how to route',
        'PRTE has lost communication',
        'ORTE has lost communication',
        'An ORTE daemon has unexpectedly failed',
        'unexpectedly disconnected',
      ],
      category: 'mpi',
      weight: 'error',
    },
    { on: ['A process or daemon was unable to complete a TCP connection'], category: 'mpi', weight: 'cause' },
    {
      on: [
        'It looks like MPI_INIT failed',
        'It looks like orte_init failed',
        'PML add procs failed',
        'MPIDI_OFI',
        'MPIDI_CH3',
        'MPIR_Init_thread',
        'MPID_Init',
        'OFI addrinfo',
        'OFI get address',
        'ofi_init',
      ],
      category: 'mpi',
      weight: 'error',
    },
    {
      on: [
        'At least one pair of MPI processes are unable to reach each other',
        'No network interfaces were found',
        'No OpenFabrics connection schemes',
      ],
      category: 'mpi',
      weight: 'cause',
    },
    { on: 'mpirun has detected an attempt to run as root', category: 'permission', weight: 'verdict' },
    { on: 'has detected an attempt to run as root', category: 'permission', weight: 'verdict' },
    {
      on: 'attempted to call MPI',
      category: 'mpi',
      match: /The MPI_\w{1,40}\(\) function was called (?:before|after)/,
    },
    { on: ['function was called after MPI_FINALIZE', 'function was called before MPI_INIT'], category: 'mpi' },
    {
      on: 'HYDU_sock_connect',
      match: /unable to connect from ".{1,200}" to ".{1,200}"/,
      category: 'mpi',
      narrow: 'told',
    },
    {
      on: ['unable to parse hostfile', 'Open RTE was unable to open the hostfile', 'unable to open host file'],
      category: 'missing-file',
    },
    {
      on: [
        'librdmacm: Warning',
        'An invalid value was supplied for an enum variable',
        'WARNING: There was an error initializing an OpenFabrics',
        'CMA support is not available',
      ],
      category: 'mpi',
      weight: 'hint',
      narrow: 'other',
    },
    {
      on: ['error while loading shared libraries: libmpi'],
      match: /(?<what>libmpi[\w.+-]{0,60}): cannot open shared object file/,
      category: 'missing-module',
    },
    {
      on: ['Shm limit', '/dev/shm'],
      match: /(?:not enough|insufficient) .{0,60}shared memory|Not enough space in \/dev\/shm/,
      category: 'out-of-memory',
    },
  ]),
];

/** `*** Process received signal ***`, then a line that names it. */
function readOpenMpiSignal(log: LogText, line: number): Finding {
  const next = log.next(line);
  const named = / Signal: /.test(log.text(next));
  return { line: named ? next : line, category: 'crash-signal', weight: 'cause', narrow: 'exact', covers: [line] };
}

/** MPICH's and Intel MPI's box: the exit code in it is a signal's number when below 32 and killed by one. */
function readBadTermination(log: LogText, line: number): Finding {
  let killed = false;
  let crashed = false;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 16; at = log.next(at), seen++) {
    const text = log.text(at);
    killed ||= /EXIT CODE: (?:9|137)\b|KILLED BY SIGNAL: 9\b|\(signal 9\)|exit string: Killed/i.test(text);
    crashed ||=
      /EXIT CODE: (?:4|6|7|8|11|13[24569])\b|KILLED BY SIGNAL: (?:4|6|7|8|11)\b|exit string: (?:Segmentation|Abort|Bus|Floating)/i.test(
        text,
      );
  }
  return {
    line,
    category: killed ? 'out-of-memory' : crashed ? 'crash-signal' : 'mpi',
    weight: 'echo',
    narrow: 'exact',
  };
}
