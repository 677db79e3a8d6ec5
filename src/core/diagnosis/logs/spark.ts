import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** What Spark says beside the exceptions of the Java virtual machine and of Python workers. */
export const sparkReaders: readonly Reader[] = lineRules([
  {
    on: ['Path does not exist: ', '[PATH_NOT_FOUND]'],
    match: /Path does not exist: (?<what>\S{1,500})|\[PATH_NOT_FOUND\]/,
    category: 'missing-file',
  },
  {
    on: [
      'exceeding memory limits',
      'exceeding physical memory limits',
      'beyond physical memory limits',
      'Container killed on request. Exit code is 137',
      'Consider boosting spark.',
    ],
    match: /exceeding (?:physical )?memory limits|beyond physical memory limits|Exit code is 137|boosting spark/,
    category: 'out-of-memory',
  },
  { on: 'ExecutorLostFailure', match: /ExecutorLostFailure/, category: 'other', weight: 'error', narrow: 'other' },
  { on: 'is bigger than spark.driver.maxResultSize', category: 'out-of-memory' },
  {
    on: ['Python worker failed to connect back', 'Java gateway process exited before'],
    category: 'missing-program',
    weight: 'error',
    narrow: 'told',
  },
  {
    on: ['Cannot run program "python', 'Cannot run program "'],
    match: /Cannot run program "(?<what>[^"]{1,200})".{0,100}error=2,/,
    category: 'missing-program',
  },
  {
    on: ['UNRESOLVED_COLUMN', "cannot resolve '", 'TABLE_OR_VIEW_NOT_FOUND', 'Table or view not found'],
    match: /UNRESOLVED_COLUMN|cannot resolve '|TABLE_OR_VIEW_NOT_FOUND|Table or view not found/,
    category: 'exception-in-user-code',
    narrow: 'kind',
  },
  { on: 'Failed to load class ', match: /Error: Failed to load class (?<what>\S{1,200})/, category: 'missing-module' },
  { on: 'Cannot load main class from JAR', category: 'missing-file' },
  {
    on: [
      'ERROR SparkContext: Error initializing',
      'ShutdownHookManager',
      'ERROR TaskSchedulerImpl: Lost executor',
      'WARN TaskSetManager: Lost task',
      'ERROR TaskSetManager: Task',
    ],
    category: 'other',
    weight: 'hint',
    narrow: 'other',
  },
]);
