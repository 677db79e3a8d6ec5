import type { ExamplesOf } from '../../engine/examples.ts';
import type { executorRules } from './sparkExecutors.ts';

export const executorExamples: ExamplesOf<typeof executorRules> = {
  'spark-executor-lost': {
    examples: [
      '17/05/05 18:44:25 ERROR TaskSchedulerImpl: Lost executor driver on localhost: Executor heartbeat timed out after 148976 ms',
      '26/11/20 08:11:02 WARN TaskSetManager: Lost task 11.0 in stage 4.0 (TID 310, node4, executor 3): ExecutorLostFailure (executor 3 exited caused by one of the running tasks)',
      '26/11/20 08:11:02 ERROR YarnScheduler: Lost executor 3 on node4: Container killed by YARN for exceeding memory limits. 5.5 GB of 5.5 GB physical memory used. Consider boosting spark.yarn.executor.memoryOverhead.',
    ],
  },
  'spark-executor-killed': {
    examples: [
      '26/01/01 10:00:00 ERROR YarnScheduler: Container killed by YARN for exceeding memory limits.',
      'Current usage: 5.5 GB of 5.5 GB physical memory used; running beyond physical memory limits.',
    ],
  },
};
