import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** What Spark says beside the exceptions of the Java virtual machine and of Python workers. */
export const sparkReaders: readonly Reader[] = lineRules([
  {
    on: ['Path does not exist: ', '[PATH_NOT_FOUND]'],
    match: /Path does not exist: (?<what>\S+)|\[PATH_NOT_FOUND\]/,
    category: 'missing-file',
  },
  {
    like: [
      'exceeding memory limits',
      'exceeding physical memory limits',
      'beyond physical memory limits',
      'Exit code is 137',
      'boosting spark',
    ],
    category: 'out-of-memory',
  },
  { like: 'ExecutorLostFailure', category: 'other', weight: 'error', narrow: 'other' },
  { like: 'is bigger than spark.driver.maxResultSize', category: 'out-of-memory' },
  {
    like: ['Python worker failed to connect back', 'Java gateway process exited before'],
    category: 'missing-program',
    weight: 'error',
    narrow: 'told',
  },
  {
    like: 'Cannot run program "{what}"{}error=2,',
    category: 'missing-program',
  },
  {
    like: ['UNRESOLVED_COLUMN', "cannot resolve '", 'TABLE_OR_VIEW_NOT_FOUND', 'Table or view not found'],
    category: 'exception-in-user-code',
    narrow: 'kind',
  },
  { like: 'Error: Failed to load class {what}', category: 'missing-module' },
  { like: 'Cannot load main class from JAR', category: 'missing-file' },
  {
    like: [
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
