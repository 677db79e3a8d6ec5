import type { RunScript } from '../../executors/runScript.ts';
import { inputFile, padded, range } from '../bodies.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, PlayedRun, TaskSeed } from '../scenario.ts';

const modelMissing: RunScript = failed(2, 2 * secondMs, {
  stdout: 'Fetching the risk model\n',
  stderr: `tar (child): model.tar.gz: Cannot open: No such file or directory
tar (child): Error is not recoverable: exiting now
tar: Child returned status 2
tar: Error is not recoverable: exiting now
`,
});

const modelReady: RunScript = succeeded(20 * secondMs, { stdout: 'Fetching the risk model\nModel ready\n' });

const bookValued: RunScript = succeeded(5 * minuteMs);

/**
 * Plays the outcomes of a corrected copy of `nightly`: its preparation succeeds once the archive is among its resource
 * files.
 */
export function playNightly({ kind, commandLine, resourceFiles }: PlayedRun): RunScript | undefined {
  if (kind === 'jobPreparation' && commandLine.includes('prepare-nightly.sh'))
    return resourceFiles.some(({ filePath }) => filePath === 'model.tar.gz') ? modelReady : modelMissing;
  return kind === 'task' && commandLine.includes('risk.py') ? bookValued : undefined;
}

/** Creates a stuck job: its preparation task fails on every node, so its tasks are requeued. */
export function nightlyJob(): JobSeed {
  return {
    body: {
      id: 'nightly',
      displayName: 'Risk, every night',
      poolInfo: { poolId: 'risk-nightly' },
      jobPreparationTask: {
        id: 'fetch-model',
        commandLine: 'bash prepare-nightly.sh',
        resourceFiles: [inputFile('prepare-nightly.sh', 'programs/prepare-nightly.sh')],
        constraints: { maxTaskRetryCount: 0 },
        waitForSuccess: true,
      },
      jobReleaseTask: { commandLine: '/bin/sh -c "rm -rf \\"$AZ_BATCH_NODE_SHARED_DIR/model\\""' },
    },
    preparation: [modelMissing],
    tasks: range(24, 1).map((book) => ({
      body: { id: `book-${padded(book, 2)}`, commandLine: `python3 risk.py --book ${book}` },
      previousState: 'preparing',
      outcomes: [bookValued],
    })),
    createdAgoMs: 9 * hourMs,
  };
}

/** Creates a job that waits for nodes that never arrive: the formula of its pool cannot be evaluated. */
export function monteCarloJob(): JobSeed {
  return {
    body: { id: 'monte-carlo', displayName: 'Option prices', poolInfo: { poolId: 'elastic' }, priority: -200 },
    tasks: [
      ...range(16, 1).map((batch) => pathsTask(batch)),
      {
        ...pathsTask(101, 4_000_000),
        state: 'completed',
        nodeGone: true,
        endedAgoMs: 26 * hourMs,
        outcomes: [failed(1, 21 * secondMs, { stderr: outOfHeapLog })],
      },
    ],
    createdAgoMs: 30 * hourMs,
  };
}

const outOfHeapLog = `Picked up JAVA_TOOL_OPTIONS: -Xmx2g
Exception in thread "main" java.lang.OutOfMemoryError: Java heap space
\tat Paths.<init>(Paths.java:8)
\tat Paths.main(Paths.java:31)
`;

function pathsTask(batch: number, count = 50_000): TaskSeed {
  return {
    body: {
      id: `paths-${padded(batch, 3)}`,
      commandLine: `java -cp . Paths ${count}`,
      resourceFiles: [inputFile('Paths.class', 'programs/Paths.class')],
    },
    outcomes: [succeeded(3 * minuteMs, { stdout: 'mean payoff 6.0134\n' })],
  };
}
