import type { ExamplesOf } from '../../engine/examples.ts';
import type { executorRules, sparkRules } from './spark.ts';

export const sparkExamples: ExamplesOf<typeof sparkRules> = {
  'spark-storage-refused': {
    examples: [
      ': Operation failed: "This request is not authorized to perform this operation using this permission.", 403, HEAD, https://contosolake.dfs.core.windows.net/curated/trades?upn=false&action=getStatus&timeout=90',
    ],
  },
  'spark-missing-path': {
    examples: [
      'pyspark.errors.exceptions.captured.AnalysisException: [PATH_NOT_FOUND] Path does not exist: file:/mnt/in/events.',
    ],
  },
  'spark-worker-not-started': {
    examples: [
      'pyspark.errors.exceptions.base.PySparkRuntimeError: [JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.',
    ],
  },
  'spark-missing-program': {
    examples: [
      'Cannot run program "Rscript": error=2, No such file or directory',
      'Exception in thread "main" java.io.IOException: Cannot run program "ffmpegx": error=2, No such file or directory',
    ],
  },
  'spark-missing-column': {
    examples: [
      'pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `price` cannot be resolved. Did you mean one of the following? [`id`, `cost`].',
    ],
  },
  'spark-bad-master': {
    examples: [
      "org.apache.spark.SparkException: Could not parse Master URL: 'sparks://10.0.0.4:7077'",
      'Exception in thread "main" org.apache.spark.SparkException: Could not parse Master URL: \'sparks://10.0.0.4:7077\'',
    ],
  },
  'spark-no-credentials': {
    examples: [
      'Caused by: org.apache.hadoop.fs.azure.AzureException: No credentials found for account contosodata.blob.core.windows.net in the configuration, and its container features is not accessible using anonymous credentials. Please check if the container exists first. If it is not publicly available, you have to provide account credentials.',
      'Exception in thread "main" org.apache.hadoop.fs.azure.AzureException: org.apache.hadoop.fs.azure.AzureException: No credentials found for account contosodata.blob.core.windows.net in the configuration, and its container features is not accessible using anonymous credentials. Please check if the container exists first. If it is not publicly available, you have to provide account credentials.',
    ],
  },
  'spark-missing-class': { examples: ['Error: Failed to load class com.contoso.etl.Main.'] },
  'spark-missing-jar': { examples: ['Cannot load main class from JAR file:/mnt/batch/tasks/wd/job.jar'] },
  'spark-result-too-large': {
    examples: [
      'Job aborted due to stage failure: Total size of serialized results of 20 tasks (1100.0 MiB) is bigger than spark.driver.maxResultSize (1024.0 MiB)',
    ],
  },
  'spark-background': { examples: ['26/01/01 10:00:00 ERROR SparkContext: Error initializing SparkContext.'] },
};

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
