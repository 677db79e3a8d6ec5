import { CauseExplainer } from '../../../../src/core/diagnosis/account/causeExplainer.ts';
import { type CauseEvidence, explainCause } from '../../../../src/core/diagnosis/account/explainCause.ts';
import type { FailedTask, Failing, Inspection } from '../../../../src/core/diagnosis/causes/failing.ts';
import { explainTaskEvidence } from '../../../../src/core/diagnosis/explainTask.ts';
import type { Task } from '../../../../src/core/model/task.ts';
import { doAtOnce } from '../../../../src/core/work.ts';
import type { GoldenCase, GoldenCases } from './goldenCase.ts';

const accountId = 'contoso';
const job = { id: 'train', state: 'active' } as const;
const now = '2026-11-20T10:00:30Z';

const stderr = [
  'loading shard',
  'Traceback (most recent call last):',
  '  File "/mnt/batch/tasks/workitems/train/job-1/shard/wd/train.py", line 42, in load',
  "    state = torch.load('weights.pt')",
  "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'",
  '',
].join('\n');

function shard(index: number, exitCode: number, endTime: string): Task {
  const inputs = exitCode === 0 ? ['train.py', 'weights.pt'] : ['train.py'];
  return {
    id: `shard-${index}`,
    state: 'completed',
    commandLine: `python3 train.py --shard ${index}`,
    resourceFiles: inputs.map((name) => ({
      filePath: name,
      httpUrl: `https://contoso.blob.core.windows.net/inputs/${name}?sig=PLANTED`,
    })),
    nodeInfo: { poolId: 'gpu-train', nodeId: `tvm_${index % 2}` },
    executionInfo: {
      exitCode,
      result: exitCode === 0 ? 'success' : 'failure',
      startTime: '2026-11-20T08:00:00Z',
      endTime,
    },
  };
}

const failed = [1, 2, 3, 4, 5, 6].map((index) => shard(index, 1, `2026-11-20T09:${index}0:00Z`.replace('60:', '55:')));
const succeeded = [11, 12, 13, 14, 15, 16].map((index) => shard(index, 0, '2026-11-20T09:00:00Z'));

function toFailed(task: Task): FailedTask {
  const resource = { kind: 'task', accountId, jobId: job.id, taskId: task.id } as const;
  return { kind: 'task', resource, at: task.executionInfo?.endTime, task, job, pool: undefined };
}

/** Returns the first cause of the failures, as views show it after the logs of the tasks in `read` were read. */
function ofCause(
  failing: readonly Failing[],
  read: readonly string[],
  evidence: Omit<CauseEvidence, 'cause'> = {},
): GoldenCase {
  const find = ({ task }: FailedTask): Inspection | undefined =>
    read.includes(task.id) ? { task, logs: { stderr }, isConclusive: true } : findNothing(task, read);
  const { causes } = doAtOnce(new CauseExplainer(find).explain(failing));
  const [cause] = causes;
  if (cause === undefined) throw new Error('nothing failed');
  const { logs, tasks } = evidence;
  const task = failed.find(({ id }) => id === logs?.taskId);
  const said = task && explainTaskEvidence({ task, job, ...logs, siblings: tasks });
  return { explanation: explainCause({ cause, said, now, ...evidence }), context: {} };
}

/** Returns missing logs for all tasks if none was read, and otherwise no inspection. */
function findNothing(task: Task, read: readonly string[]): Inspection | undefined {
  return read.length === 0 ? { task, logs: {}, isConclusive: false } : undefined;
}

export const causeCases: GoldenCases = {
  'cause-missing-file': () =>
    ofCause(failed.map(toFailed), ['shard-1', 'shard-3', 'shard-6'], {
      coverage: { read: 6, total: 6 },
      logs: { taskId: 'shard-1', stderr },
      tasks: [...failed, ...succeeded],
    }),
  'cause-not-all-read': () =>
    ofCause(failed.map(toFailed), [], {
      coverage: { read: 6, total: 4559 },
      now: '2026-11-21T10:00:00Z',
      tasks: failed,
    }),
  'cause-one-log-read': () =>
    ofCause(failed.map(toFailed), [], {
      coverage: { read: 6, total: 6 },
      logs: { taskId: 'shard-1', stderr },
      tasks: [...failed, ...succeeded],
    }),
  'cause-job-preparation': () =>
    ofCause(
      [
        {
          kind: 'job',
          resource: { kind: 'job', accountId, jobId: 'nightly' },
          at: '2026-11-20T09:14:00Z',
          job: { id: 'nightly', state: 'active', jobPreparationTask: { commandLine: 'bash prepare.sh' } },
          preparation: [
            {
              poolId: 'cpu',
              nodeId: 'tvm_1',
              jobPreparationTaskExecutionInfo: {
                exitCode: 2,
                result: 'failure',
                endTime: '2026-11-20T09:14:00Z',
                taskRootDirectory: 'jobpreparation',
              },
            },
          ],
          preparationLogs: {
            nodeId: 'tvm_1',
            stderr: 'tar (child): model.tar.gz: Cannot open: No such file or directory\n',
          },
          quotas: undefined,
          blocks: { tasks: new Map([['nightly', 24]]), nodes: 0 },
        },
      ],
      [],
    ),
  'cause-quota-of-pool': () =>
    ofCause(
      [
        {
          kind: 'pool',
          resource: { kind: 'pool', accountId, poolId: 'gpu-train' },
          at: '2026-11-20T09:14:00Z',
          pool: {
            id: 'gpu-train',
            state: 'active',
            allocationState: 'steady',
            currentDedicatedNodes: 8,
            targetDedicatedNodes: 20,
            resizeErrors: [
              { code: 'AccountVMSeriesCoreQuotaReached', message: 'The core quota of the series was reached' },
            ],
          },
          quotas: undefined,
        },
      ],
      [],
    ),
};
