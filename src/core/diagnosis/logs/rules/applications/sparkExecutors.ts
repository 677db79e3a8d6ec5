import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfToldExit } from '../../lexicon/toldExit.ts';

/** Why an executor was lost, in the words of YARN, Kubernetes and Spark itself. */
const stated: Meanings<FailureCategory> = [
  [
    /exceeding (?:physical |virtual )?memory limits|beyond (?:physical|virtual) memory limits|\bOOM|[Oo]ut ?[Oo]f ?[Mm]emory/,
    'out-of-memory',
  ],
  [/\bheartbeat\b/, 'timeout'],
];

/** The same, where no exit code is told. */
const vague: Meanings<FailureCategory> = [
  [/\bpreempt|\b[Dd]ecommission|\bKilled by external signal/i, 'interrupted'],
  [/\bNo space left\b|\bdisk\b.{0,40}\bfull\b/i, 'disk-full'],
  [/\bdisassociated\b|\b(?:slave|worker|agent|node|host) (?:was )?lost\b|\bconnection\b/i, 'network'],
];

/** What Spark's driver says of executors it lost. */
export const executorRules = {
  'spark-executor-lost': { on: ['Lost executor ', 'ExecutorLostFailure ('], read: readLost },
  'spark-executor-killed': {
    on: ['Container killed by YARN for', 'boosting spark', 'beyond physical memory limits'],
    read: readKilled,
  },
} satisfies Rules;

/** Lines below that the reason may take, as of the container that the executor ran in. */
const linesOfReason = 2;

/** `ERROR YarnScheduler: Lost executor 4 on n4: …`; the job that it ends says so again: `ExecutorLostFailure (…) Reason: …`. */
function readLost(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const said = /ERROR \S*: Lost executor \S+ on (?<host>[^\s:]+(?::\d+)?): ?(?<reason>.*)/.exec(text)?.groups;
  const again = /ExecutorLostFailure \([^)]*\)(?<reason>.*)/.exec(text)?.groups;
  const reason = (said ?? again)?.['reason'];
  if (reason === undefined) return undefined;
  const category = reasonOf(log, line, reason);
  return {
    line,
    category: category ?? 'other',
    weight: 'error',
    narrow: category === undefined ? 'failed' : 'exact',
    subject: said?.['host'],
  };
}

/** A task that failed for an exception of its own is not told of here. */
function reasonOf(log: LogText, line: number, reason: string): FailureCategory | undefined {
  let words = reason;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < linesOfReason; at = log.next(at), seen++) {
    if (!/^(?:Container|Killed|The executor|The API)\b/.test(log.text(at))) break;
    words += ` ${log.text(at)}`;
  }
  return findMeaning(words, stated) ?? categoryOfToldExit(words) ?? findMeaning(words, vague);
}

function readKilled(_log: LogText, line: number): Finding {
  return { line, category: 'out-of-memory', weight: 'error', narrow: 'exact' };
}
