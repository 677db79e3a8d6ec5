import * as l10n from '@vscode/l10n';
import { findExit } from '../../../catalogue/findExit.ts';
import { findSignalNumber } from '../../../catalogue/signals.ts';
import type { FailureCategory } from '../../../explanation/category.ts';
import { categoryOfExit } from '../../engine/confirmByExit.ts';
import type { Finding, LogContext, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfStatedExit } from '../../lexicon/codes.ts';

/** Beginnings of the launcher's help about possible causes, none of which is confirmed. */
const speculations = [
  'his usually is caused by:',
  'his is usually caused by:',
  'his may be caused by:',
  'ossible causes include',
  'ossible causes:',
  'ossible reasons:',
] as const;

/** Rules for Open MPI, MPICH, Intel MPI, and MPT. A rank's own output comes first, and the launcher repeats it. */
export const mpiRules = {
  'mpi-rank-crashed': { on: ['*** Process received signal ***'], read: readOpenMpiSignal },
  'mpich-rank-ended-badly': { on: ['BAD TERMINATION OF ONE OF YOUR'], read: readBadTermination },
  'open-mpi-rank-aborted': { on: ['MPI_ABORT was invoked'], read: readAbort },
  'mpi-possible-causes-listed': { on: [...speculations], read: readSpeculation },
  'mpi-rank-status': { on: ['exit status of rank '], read: readRankStatus },
  'mpi-rank-signal': { on: ['exited on signal '], read: readRankSignal },
  'mpi-slots-short': {
    like: [
      'There are not enough slots available',
      'All nodes which are allocated for this job are already filled',
      'Your job has requested more processes than the ppr',
    ],
    category: 'mpi',
    weight: 'verdict',
    says: () => l10n.t('More MPI processes were requested than there are slots'),
    fix: () => [
      l10n.t(
        "Start as many processes as the nodes have slots: use a host file from AZ_BATCH_HOST_LIST, or --oversubscribe if that's intended.",
      ),
    ],
  },
  'mpi-program-missing': {
    like: [
      'was unable to launch the specified application',
      'was unable to find the specified executable',
      'mpirun was unable to start the specified',
      'execvp error on file {what} (No such file',
    ],
    category: 'missing-program',
    fix: () => [
      l10n.t(
        'The program must be at this path on every node: install it with the start task or a common resource file.',
      ),
    ],
  },
  'mpi-unknown-elsewhere': {
    on: ['orted: ', 'prted: ', 'pmi_proxy: ', 'bstrap_proxy: '],
    read: readUnknownElsewhere,
    says: () => l10n.t("Another node's shell doesn't find the MPI launcher"),
    fix: () => [
      l10n.t(
        "Call mpirun by its full path (Open MPI: or with --prefix): what the command line adds to PATH isn't set in the shell that it opens on the other nodes.",
      ),
      l10n.t(
        'Pass on what the program needs with -x PATH -x LD_LIBRARY_PATH (Open MPI) or -genvall (MPICH, Intel MPI).',
      ),
    ],
  },
  'mpi-run-as-root': {
    like: 'has detected an attempt to run as root',
    category: 'permission',
    weight: 'verdict',
    says: () => l10n.t('The MPI launcher refuses to run as root'),
    fix: () => [l10n.t('Run the task as an ordinary user, or add --allow-run-as-root.')],
  },
  'mpi-hostfile-missing': {
    like: ['unable to parse hostfile', 'Open RTE was unable to open the hostfile', 'unable to open host file'],
    category: 'missing-file',
    fix: () => [l10n.t('Write the host file in the coordination command, from AZ_BATCH_HOST_LIST.')],
  },
  'mpi-daemons-lost': {
    like: [
      'was unable to reliably start one or more daemons',
      'does not know how to route',
      'PRTE has lost communication',
      'ORTE has lost communication',
      'An ORTE daemon has unexpectedly failed',
      'unexpectedly disconnected',
    ],
    category: 'mpi',
    weight: 'error',
    says: () => l10n.t('The MPI launcher could not work with another node'),
    fix: connectNodes,
  },
  'mpi-nodes-not-connected': {
    like: [
      'A process or daemon was unable to complete a TCP connection',
      'At least one pair of MPI processes are unable to reach each other',
      'No network interfaces were found',
      'No OpenFabrics connection schemes',
      'unable to connect from "{}" to "{}"',
    ],
    category: 'mpi',
    says: () => l10n.t('MPI processes could not reach each other'),
    fix: connectNodes,
  },
  'hydra-failed': {
    on: ['[mpiexec@', '[proxy:'],
    match: /^\[(?:mpiexec|proxy:\d{1,6}(?::\d{1,6})?)@\S{1,100}\] .*(?:[Uu]nable to|[Ff]ail|[Ee]rror|assert)/,
    unless: /\bargument\b|\boption\b|: No such file|not found|execvp error/,
    category: 'mpi',
    weight: 'error',
    fix: connectNodes,
  },
  'mpi-not-initialized': {
    like: [
      'It looks like MPI_INIT failed',
      'It looks like orte_init failed',
      'PML add procs failed',
      'No components were able to be opened in the',
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
  'mpi-ucx-failed': {
    like: ['PML {what} cannot be selected', 'pml_ucx.c:{}Error: ', 'ucp_ep_create{}failed'],
    category: 'mpi',
    narrow: 'unmistakable',
  },
  'mpi-shared-memory-short': {
    like: ['not enough {}shared memory', 'Not enough space in /dev/shm'],
    category: 'out-of-memory',
    fix: () => [l10n.t("Increase the container's shared memory (--shm-size or --ipc=host in its run options).")],
  },
  'mpi-error-named': { on: 'MPI_ERR_', match: /(?:\*\*\* |^\s*(?:\d{1,5}: )?)(?<what>MPI_ERR_\w+): /, category: 'mpi' },
  'open-mpi-call-failed': {
    on: '*** An error occurred in',
    match: /\*\*\* An error occurred in (?<what>MPI_\w+)/,
    category: 'mpi',
    weight: 'error',
  },
  'mpich-call-failed': {
    like: [
      'Fatal error in PMPI_{what}:',
      'Fatal error in MPI{what}:',
      'Fatal error in internal_{what}:',
      '^Abort({}) on node {}: Fatal error',
    ],
    category: 'mpi',
    weight: 'error',
  },
  'mpi-library-gave-up': {
    like: [
      'fabric is not available',
      "can't open hfi unit",
      'was unable to open an endpoint',
      '^Assertion failed in file {} at line {}: ',
      'function was called after MPI_FINALIZE',
      'The MPI_{what}() function was called',
    ],
    category: 'mpi',
  },
  'mpt-failed': { like: 'MPT ERROR: ', category: 'mpi', weight: 'error', narrow: 'stated' },
  'mpi-ranks-stopped': {
    like: [
      'application called MPI_Abort',
      'caused collective abort of all ranks',
      'detected that one or more processes exited with non-zero',
      'MPT ERROR: Rank {} is aborting',
    ],
    category: 'mpi',
    weight: 'echo',
  },
  'mpi-primary-job-ended': { on: ['job  terminated normally, but'], read: readPrimaryJob },
  'mpi-runtime-logged': { like: ['ORTE_ERROR_LOG: ', 'PMIX ERROR: ', 'PRTE ERROR: '], category: 'mpi', weight: 'echo' },
} satisfies Rules;

function connectNodes(text: string): readonly string[] {
  if (/\blocalhost\b|\b127\.0\.0\.1\b/.test(text))
    return [
      l10n.t(
        'Have the launcher start all processes on this node without SSH (I_MPI_HYDRA_BOOTSTRAP=fork with Intel MPI, HYDRA_LAUNCHER=fork with MPICH): containers have no SSH server.',
      ),
    ];
  return [
    l10n.t(
      'Multi-instance tasks need inter-node communication on the pool and the same user on all nodes: check that each node can reach the others over SSH.',
    ),
  ];
}

/**
 * Reads a message from another node's shell that the launcher's own helper is missing; programs that the shell reported
 * as missing just before are missing on that node, too.
 */
function readUnknownElsewhere(log: LogText, line: number): Finding | undefined {
  if (
    !/\b(?:orted|prted|hydra_pmi_proxy|hydra_bstrap_proxy|pmi_proxy): (?:(?:command )?not found|No such file)/.test(
      log.text(line),
    )
  )
    return undefined;
  const covers = [line];
  for (let at = log.previous(line); at !== -1 && /: (?:command )?not found$/.test(log.text(at)); at = log.previous(at))
    covers.unshift(at);
  return { line, category: 'missing-program', weight: 'verdict', narrow: 'unmistakable', covers };
}

/** Reads `*** Process received signal ***`, followed by a line that names the signal. */
function readOpenMpiSignal(log: LogText, line: number): Finding {
  const next = log.next(line);
  const named = / Signal: /.test(log.text(next));
  return { line: named ? next : line, category: 'crash-signal', weight: 'cause', narrow: 'exact', covers: [line] };
}

/** Reads Open MPI's report of its end. Open MPI exits with the rank's exit code, which is the only sign of a crash. */
function readPrimaryJob(_log: LogText, line: number, context: LogContext): Finding {
  const crashed = categoryOfExit(context) === 'crash-signal';
  return { line, category: crashed ? 'crash-signal' : 'mpi', weight: crashed ? 'echo' : 'hint', narrow: 'exact' };
}

const ruler = /^-{20,}$/;
const longestBox = 12;

/** Reads Open MPI's box about a rank that aborted itself, before or after the rank's own message. */
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
const longestList = 40;

/** Reads a list of possible causes, which the finding covers so that nothing in it is read as a fact. */
function readSpeculation(log: LogText, line: number): Finding {
  const covers: number[] = [line];
  for (let at = log.next(line), seen = 0; at !== -1 && seen < longestList; at = log.next(at), seen++) {
    const text = log.text(at);
    if (text !== '' && !listed.test(text) && !/^\s{2}/.test(text)) break;
    covers.push(at);
  }
  return { line, category: 'other', weight: 'hint', narrow: 'other', covers };
}

/** Reads `  exit status of rank 3: killed by signal 11`. */
function readRankStatus(log: LogText, line: number): Finding | undefined {
  const ofRank = /^ {2}exit status of rank \d+: killed/.test(log.text(line))
    ? categoryOfStatedExit(log.text(line))
    : undefined;
  return ofRank === undefined ? undefined : { line, category: ofRank, weight: 'cause', narrow: 'exact' };
}

/** Reads `mpirun noticed that process rank 0 exited on signal 11 (Segmentation fault).` */
function readRankSignal(log: LogText, line: number): Finding | undefined {
  const category = categoryOfStatedExit(log.text(line));
  return category === undefined ? undefined : { line, category, weight: 'echo', narrow: 'exact' };
}

/** Matches the box of MPICH and Intel MPI, in which the exit code is the number of the signal, if any. */
const signalInBox =
  /\bEXIT CODE: (?<number>[4-9]|1[1-5])\b|(?:exit string|KILLED BY SIGNAL): (?:\d+ \()?(?<name>Killed|Segmentation fault|Aborted|Bus error|Illegal instruction|Floating point exception)/i;

function readBadTermination(log: LogText, line: number): Finding {
  let ofCode: FailureCategory | undefined;
  let named: { readonly at: number; readonly category: FailureCategory | undefined } | undefined;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < 16; at = log.next(at), seen++) {
    const { number, name } = signalInBox.exec(log.text(at))?.groups ?? {};
    if (name === undefined) ofCode ??= findExit(-(number ?? 0))?.category ?? categoryOfStatedExit(log.text(at));
    else named ??= { at, category: findExit(-(findSignalNumber(name) ?? 0))?.category };
  }
  const category = named?.category ?? ofCode ?? 'mpi';
  return { line, category, weight: 'echo', narrow: 'exact', details: named === undefined ? undefined : [named.at] };
}
