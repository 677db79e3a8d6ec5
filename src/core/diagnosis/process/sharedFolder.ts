import * as l10n from '@vscode/l10n';
import { findEngine } from '../../definitions/workflowEngine.ts';
import { isDependency, listDependencies, maxNamedDependencies } from '../../relations/taskDependencies.ts';
import { listSome } from '../explanation/sentences.ts';
import { noLoader } from '../logs/lexicon/lexicon.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

/**
 * Matches paths in the shared folder of a node: `/mnt/batch/tasks/shared/bin/tool`, `D:\batch\tasks\shared\tool.exe`.
 */
const sharedFolder = /[\\/](?:batch|tasks|data)[\\/]shared[\\/](.{1,500})/;

/** Checks whether a text has a path in the shared folder of a node. */
export function isInSharedFolder(text: string): boolean {
  return sharedFolder.test(text);
}

/**
 * Explains a missing file by the tasks that it depends on, which may write to the folder that tasks of a node share. An
 * overview does not know where these ran, and gives the same first step.
 */
function judgeHandover({ task, siblings, pool }: TaskContext, path: string): PlaceVerdict | undefined {
  const { dependsOn = {} } = task;
  const ids = listDependencies(dependsOn, maxNamedDependencies) ?? [];
  if (ids.length === 0) return undefined;
  const isBefore = isDependency(dependsOn);
  const ran = siblings.filter(({ id, nodeInfo }) => isBefore(id) && nodeInfo?.nodeId !== undefined);
  const here = ran.filter(({ nodeInfo }) => nodeInfo?.nodeId === task.nodeInfo?.nodeId);
  const isElsewhere = ran.length > 0 && here.length === 0;
  const listed = { path, tasks: listSome((isElsewhere ? ran : here).map(({ id }) => id)) };
  const where = isElsewhere
    ? l10n.t(
        '{path} is in the folder that tasks of a node share, and each node has its own. The tasks that it depends on ran on other nodes: {tasks}.',
        listed,
      )
    : l10n.t(
        '{path} is in the folder that tasks of a node share. Tasks that it depends on ran on this node: {tasks}.',
        listed,
      );
  const writers = { path, tasks: listSome(ids) };
  const check = l10n.t(
    'Check what should have written {path}: {tasks}, or the start task of the pool or the preparation task of the job, if there is one.',
    writers,
  );
  const handOver = l10n.t(
    'If {tasks} should have written {path}, pass it on through storage: as an output file there, and as a resource file here.',
    writers,
  );
  return {
    why: describeSharedFolder(path, pool),
    evidence: ran.length === 0 ? [] : [{ text: where }],
    fixes: [{ text: check }, ...(isElsewhere ? [{ text: handOver }] : [])],
    change: isElsewhere ? 'definition' : 'surroundings',
  };
}

const hasNoStartTask = (pool: TaskContext['pool']): boolean => pool !== undefined && pool.startTask === undefined;

function describeSharedFolder(path: string, pool: TaskContext['pool']): string {
  if (pool === undefined)
    return l10n.t('{0} is in the folder that tasks of a node share, which a start task or earlier tasks fill.', path);
  return hasNoStartTask(pool)
    ? l10n.t(
        '{0} is in the folder that tasks of a node share, which a start task or earlier tasks fill. The pool has no start task.',
        path,
      )
    : l10n.t(
        '{0} is in the folder that tasks of a node share, which a start task or earlier tasks fill. The start task of the pool did not put it there.',
        path,
      );
}

/** Explains a missing file that should have been put into the folder that all tasks of a node share. */
export function judgeSharedFolder(context: TaskContext, verdict: ProcessVerdict): PlaceVerdict | undefined {
  const { task, job, pool } = context;
  const { category, subject = '', cause } = verdict;
  const [, path] = sharedFolder.exec(subject) ?? [];
  // The program is there, unlike its loader.
  if (noLoader.test(cause)) return undefined;
  if (path === undefined || (category !== 'missing-file' && category !== 'missing-program')) return undefined;
  const handedOver = judgeHandover(context, path);
  if (handedOver !== undefined) return handedOver;
  const isEngine = findEngine(task, job?.id) === 'nextflow';
  if (hasNoStartTask(pool) && job?.jobPreparationTask !== undefined)
    return {
      why: l10n.t(
        "{0} is in the folder that tasks of a node share. The job's preparation task did not put it there.",
        path,
      ),
      fixes: [
        {
          text: l10n.t(
            "Submit the tasks to a new job whose preparation task puts {0} into AZ_BATCH_NODE_SHARED_DIR: that of an existing job can't be changed.",
            path,
          ),
          remedies: ['job.clone'],
        },
      ],
      change: 'job',
    };
  return {
    why: describeSharedFolder(path, pool),
    fixes: [
      {
        text: isEngine
          ? l10n.t(
              'Let Nextflow create the pool, whose start task puts {0} into AZ_BATCH_NODE_SHARED_DIR, or give the pool such a start task.',
              path,
            )
          : l10n.t('Make the start task of the pool put {0} into AZ_BATCH_NODE_SHARED_DIR.', path),
        remedies: pool === undefined ? [] : ['pool.editStartTask'],
      },
    ],
    change: 'surroundings',
  };
}
