import { findExit } from '../../../catalogue/exits/findExit.ts';
import { findSignalNumber } from '../../../catalogue/exits/signals.ts';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfToldExit } from '../../lexicon/toldExit.ts';

/** How the launcher's help begins to list what may be the cause: none of it is known to be. */
const speculations = [
  'his usually is caused by:',
  'his is usually caused by:',
  'his may be caused by:',
  'ossible causes include',
  'ossible causes:',
  'ossible reasons:',
] as const;

/** Open MPI, MPICH and Intel MPI. What a rank prints of its own comes first; the launcher re-reports it. */
export const mpiRules = {
  'mpi-open-signal': { on: ['*** Process received signal ***'], read: readOpenMpiSignal },

  'mpi-bad-termination': { on: ['BAD TERMINATION OF ONE OF YOUR'], read: readBadTermination },

  'mpi-abort': { on: ['MPI_ABORT was invoked'], read: readAbort },

  'mpi-speculation': { on: [...speculations], read: readSpeculation },

  'mpi-pml-ucx-c': { like: ['pml_ucx.c:{}Error: ', 'ucp_ep_create{}failed'], category: 'mpi', narrow: 'unmistakable' },

  'mpi-there-are-not': { like: 'There are not enough slots available', category: 'mpi', weight: 'verdict' },

  'mpi-all-nodes-which': {
    like: 'All nodes which are allocated for this job are already filled',
    category: 'mpi',
    weight: 'verdict',
  },

  'mpi-was-unable-to': { like: 'was unable to launch the specified application', category: 'missing-program' },

  'mpi-was-unable-to-find': {
    like: ['was unable to find the specified executable', 'mpirun was unable to start the specified'],
    category: 'missing-program',
  },

  'mpi-execvp-error-on': {
    like: 'execvp error on file {what} (No such file',
    category: 'missing-program',
  },

  'mpi-err': { on: 'MPI_ERR_', match: /(?:\*\*\* |^\s*(?:\d{1,5}: )?)(?<what>MPI_ERR_\w+): /, category: 'mpi' },

  'mpi-mpt-error-rank': { like: 'MPT ERROR: Rank {} is aborting', category: 'mpi', weight: 'echo', narrow: 'exact' },

  'mpi-mpt-error': { like: 'MPT ERROR: ', category: 'mpi', weight: 'error', narrow: 'stated' },

  'mpi-fabric-is-not': { like: 'fabric is not available', category: 'mpi' },

  'mpi-assertion-failed-in': { like: '^Assertion failed in file {} at line {}: ', category: 'mpi' },

  'mpi-an-error-occurred': {
    on: '*** An error occurred in',
    match: /\*\*\* An error occurred in (?<what>MPI_\w+)/,
    category: 'mpi',
    weight: 'error',
  },

  'mpi-fatal-error-in': {
    like: ['Fatal error in PMPI_{what}', 'Fatal error in MPI{what}', 'Fatal error in internal_{what}'],
    category: 'mpi',
    weight: 'error',
  },

  'mpi-abort-on-node': {
    like: '^Abort({}) on node {}: Fatal error',
    category: 'mpi',
    weight: 'error',
  },

  'mpi-application-called-abort': {
    like: 'application called MPI_Abort',
    category: 'mpi',
    weight: 'echo',
    narrow: 'exact',
  },

  'mpi-exit-status-of': { on: ['exit status of rank '], read: readRankStatus },

  'mpi-exited-on-signal': { on: ['exited on signal '], read: readRankSignal },

  'mpi-caused-collective-abort': { like: 'caused collective abort of all ranks', category: 'mpi', weight: 'echo' },

  'mpi-detected-that-one': {
    like: 'detected that one or more processes exited with non-zero',
    category: 'mpi',
    weight: 'echo',
  },

  'mpi-primary-job-terminated': {
    like: ['Primary job  terminated normally', 'job  terminated normally, but'],
    category: 'mpi',
    weight: 'hint',
  },

  'mpi-was-unable-to-reliably': {
    like: [
      'was unable to reliably start one or more daemons',
      'ORTE does not know how to route',
      'PRTE has lost communication',
      'ORTE has lost communication',
      'An ORTE daemon has unexpectedly failed',
      'unexpectedly disconnected',
    ],
    category: 'mpi',
    weight: 'error',
  },

  'mpi-orte-error-log': { like: ['ORTE_ERROR_LOG: ', 'PMIX ERROR: ', 'PRTE ERROR: '], category: 'mpi', weight: 'echo' },

  'mpi-a-process-or': {
    like: ['A process or daemon was unable to complete a TCP connection'],
    category: 'mpi',
    weight: 'cause',
  },

  'mpi-mpiexec': {
    on: ['[mpiexec@', '[proxy:'],
    match: /^\[(?:mpiexec|proxy:\d{1,6}(?::\d{1,6})?)@\S{1,100}\] .*(?:[Uu]nable to|[Ff]ail|[Ee]rror|assert)/,
    unless: /\bargument\b|\boption\b|: No such file|not found|execvp error/,
    category: 'mpi',
    weight: 'error',
  },

  'mpi-it-looks-like': {
    like: [
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

  'mpi-at-least-one': {
    like: [
      'At least one pair of MPI processes are unable to reach each other',
      'No network interfaces were found',
      'No OpenFabrics connection schemes',
    ],
    category: 'mpi',
    weight: 'cause',
  },

  'mpi-has-detected-an': { like: 'has detected an attempt to run as root', category: 'permission', weight: 'verdict' },

  'mpi-function-was-called': {
    like: ['function was called after MPI_FINALIZE', 'The MPI_{}() function was called'],
    category: 'mpi',
  },

  'mpi-unable-to-connect': {
    like: 'unable to connect from "{}" to "{}"',
    category: 'mpi',
    narrow: 'stated',
  },

  'mpi-unable-to-parse': {
    like: ['unable to parse hostfile', 'Open RTE was unable to open the hostfile', 'unable to open host file'],
    category: 'missing-file',
  },

  'mpi-librdmacm-warning': {
    like: [
      'librdmacm: Warning',
      'An invalid value was supplied for an enum variable',
      'WARNING: There was an error initializing an OpenFabrics',
      'CMA support is not available',
    ],
    category: 'mpi',
    weight: 'hint',
    narrow: 'other',
  },

  'mpi-not-enough-shared': {
    like: ['not enough {}shared memory', 'Not enough space in /dev/shm'],
    category: 'out-of-memory',
  },
} satisfies Rules;

/** `*** Process received signal ***`, then a line that names it. */
function readOpenMpiSignal(log: LogText, line: number): Finding {
  const next = log.next(line);
  const named = / Signal: /.test(log.text(next));
  return { line: named ? next : line, category: 'crash-signal', weight: 'cause', narrow: 'exact', covers: [line] };
}

const ruler = /^-{20,}$/;
/** Lines of a box below its first words. */
const longestBox = 12;

/** Open MPI's box about a rank that gave up by itself: it stands before or behind the rank's own words. */
function readAbort(log: LogText, line: number): Finding {
  const covers: number[] = [line];
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestBox; at = log.next(at), seen++) {
    covers.push(at);
    if (!ruler.test(log.text(at))) continue;
    const above = log.previous(line);
    return {
      line,
      category: 'mpi',
      weight: 'echo',
      narrow: 'exact',
      covers: ruler.test(log.text(above)) ? [above, ...covers] : covers,
    };
  }
  return { line, category: 'mpi', weight: 'echo', narrow: 'exact' };
}

const listed = /^\s*(?:[*•-]|\d{1,2}[.)]) \S/;
/** Lines of a list of what may be the cause. */
const longestList = 40;

/** The list is covered, so that nothing in it is taken for what happened. */
function readSpeculation(log: LogText, line: number): Finding {
  const covers: number[] = [line];
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestList; at = log.next(at), seen++) {
    const text = log.text(at);
    if (text !== '' && !listed.test(text) && !/^\s{2}/.test(text)) break;
    covers.push(at);
  }
  return { line, category: 'other', weight: 'hint', narrow: 'other', covers };
}

/** `  exit status of rank 3: killed by signal 11`. */
function readRankStatus(log: LogText, line: number): Finding | undefined {
  const told = /^ {2}exit status of rank \d+: killed/.test(log.text(line))
    ? categoryOfToldExit(log.text(line))
    : undefined;
  return told === undefined ? undefined : { line, category: told, weight: 'cause', narrow: 'exact' };
}

/** `mpirun noticed that process rank 0 exited on signal 11 (Segmentation fault).` */
function readRankSignal(log: LogText, line: number): Finding | undefined {
  const category = categoryOfToldExit(log.text(line));
  return category === undefined ? undefined : { line, category, weight: 'echo', narrow: 'exact' };
}

/** MPICH's and Intel MPI's box: the exit code in it is a signal's number when killed by one. */
const signalInBox =
  /\bEXIT CODE: (?<number>[4-9]|1[1-5])\b|exit string: (?<name>Killed|Segmentation fault|Aborted|Bus error)/i;

function readBadTermination(log: LogText, line: number): Finding {
  let category: FailureCategory | undefined;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 16; at = log.next(at), seen++) {
    const { number, name } = signalInBox.exec(log.text(at))?.groups ?? {};
    const signal = name === undefined ? Number(number) : findSignalNumber(name);
    category ??= findExit(-(signal ?? 0))?.category ?? categoryOfToldExit(log.text(at));
  }
  return { line, category: category ?? 'mpi', weight: 'echo', narrow: 'exact' };
}
