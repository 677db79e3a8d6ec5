import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { statusCategory } from '../../lexicon/httpStatus.ts';

/** What Spark says beside the exceptions of the Java virtual machine and of Python workers. */
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
  'spark-missing-program': {
    like: 'Cannot run program "{what}"{}error=2,',
    category: 'missing-program',
  },
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

/** The driver of Data Lake Storage names no exception, but the status and the request. */
function readAbfs(log: LogText, line: number): Finding | undefined {
  const status = /Operation failed: ".*", (?<code>\d{3}), (?:GET|HEAD|PUT|POST|PATCH|DELETE)/.exec(log.text(line));
  const code = status?.groups?.['code'];
  return code === undefined
    ? undefined
    : { line, category: statusCategory(Number(code), true), weight: 'cause', narrow: 'exact' };
}
