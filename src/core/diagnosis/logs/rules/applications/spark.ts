import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfStatedExit } from '../../lexicon/codes.ts';
import { statusCategory } from '../../lexicon/httpStatus.ts';

/** Rules for Spark's own messages, as opposed to exceptions from the Java virtual machine and Python workers. */
export const sparkRules = {
  'spark-storage-refused': { on: ['Operation failed: "'], read: readAbfs },

  'spark-missing-path': {
    on: ['Path does not exist: ', '[PATH_NOT_FOUND]'],
    match: /Path does not exist: (?<what>\S+)|\[PATH_NOT_FOUND\]/,
    category: 'missing-file',
  },
  'spark-result-too-large': { like: 'is bigger than spark.driver.maxResultSize', category: 'out-of-memory' },
  'spark-worker-not-started': {
    like: ['Python worker failed to connect back', 'Java gateway process exited before'],
    category: 'missing-program',
    weight: 'error',
    narrow: 'stated',
  },
  'spark-missing-program': { like: 'Cannot run program "{what}"{}error=2,', category: 'missing-program' },
  'spark-missing-column': {
    like: ['UNRESOLVED_COLUMN', "cannot resolve '", 'TABLE_OR_VIEW_NOT_FOUND', 'Table or view not found'],
    category: 'bad-input',
  },
  'spark-bad-master': { like: 'Could not parse Master URL: ', category: 'bad-arguments' },
  'spark-no-credentials': {
    like: 'No credentials found for account {what} in the configuration',
    category: 'auth-storage',
  },
  'spark-missing-class': { like: 'Error: Failed to load class {what}', category: 'missing-module' },
  'spark-missing-jar': { like: 'Cannot load main class from JAR', category: 'missing-file' },
  'spark-background': {
    like: [
      'ERROR SparkContext: Error initializing',
      'ShutdownHookManager',
      'WARN TaskSetManager: Lost task',
      'ERROR TaskSetManager: Task',
    ],
    category: 'other',
    weight: 'hint',
    narrow: 'other',
  },
} satisfies Rules;

/**
 * Reads an error from the Data Lake Storage driver, which prints the status and the request instead of an exception.
 */
function readAbfs(log: LogText, line: number): Finding | undefined {
  const status = /Operation failed: ".*", (?<code>\d{3}), (?:GET|HEAD|PUT|POST|PATCH|DELETE)/.exec(log.text(line));
  const code = status?.groups?.['code'];
  return code === undefined
    ? undefined
    : { line, category: statusCategory(Number(code), true), weight: 'cause', narrow: 'exact' };
}

/** Reasons why an executor was lost, in the words of YARN, Kubernetes, and Spark. */
const stated: Meanings<FailureCategory> = [
  [
    /exceeding (?:physical |virtual )?memory limits|beyond (?:physical|virtual) memory limits|\bOOM|[Oo]ut ?[Oo]f ?[Mm]emory/,
    'out-of-memory',
  ],
  [/\bheartbeat\b/, 'timeout'],
];

/** Reasons that count only if no exit code is given. */
const vague: Meanings<FailureCategory> = [
  [/\bpreempt|\b[Dd]ecommission|\bKilled by external signal/i, 'interrupted'],
  [/\bNo space left\b|\bdisk\b.{0,40}\bfull\b/i, 'disk-full'],
  [/\bdisassociated\b|\b(?:slave|worker|agent|node|host) (?:was )?lost\b|\bconnection\b/i, 'network'],
];

/** Rules for messages from Spark's driver about lost executors. */
export const executorRules = {
  'spark-executor-lost': { on: ['Lost executor ', 'ExecutorLostFailure ('], read: readLost },
  'spark-executor-killed': {
    on: ['Container killed by YARN for', 'boosting spark', 'beyond physical memory limits'],
    read: readKilled,
  },
} satisfies Rules;

/** Number of further lines that the reason may take, for example about the container of the executor. */
const linesOfReason = 2;

/** Reads `ERROR YarnScheduler: Lost executor 4 on n4: …`, repeated as `ExecutorLostFailure (…) Reason: …`. */
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

/** Returns the category of the reason; undefined for a task that failed with an exception of its own. */
function reasonOf(log: LogText, line: number, reason: string): FailureCategory | undefined {
  let words = reason;
  for (let at = log.next(line), seen = 0; at !== -1 && seen < linesOfReason; at = log.next(at), seen++) {
    if (!/^(?:Container|Killed|The executor|The API)\b/.test(log.text(at))) break;
    words += ` ${log.text(at)}`;
  }
  return findMeaning(words, stated) ?? categoryOfStatedExit(words) ?? findMeaning(words, vague);
}

function readKilled(_log: LogText, line: number): Finding {
  return { line, category: 'out-of-memory', weight: 'error', narrow: 'exact' };
}
