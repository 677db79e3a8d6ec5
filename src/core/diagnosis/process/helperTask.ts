import type { ContainerSettings, ResourceFile, UserIdentity } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { UnreadLogs } from '../../model/logEnd.ts';
import type { Pool } from '../../model/pool.ts';
import type { TaskExecutionInfo } from '../../model/task.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { joinSentences, withoutSubject } from '../explanation/sentences.ts';
import { explainContainer } from './container.ts';
import { describeDeclared } from './declaredEvidence.ts';
import { explainFileUpload } from './fileUpload.ts';
import { adviseRetries } from './passing.ts';
import { judgePackageFolder } from './placePackages.ts';
import { explainPreProcessing } from './preProcessing.ts';
import { judgeProcess, type ProcessVerdict } from './processFailure.ts';
import { findMissingRights } from './rights.ts';
import type { TaskCase, TaskRole } from './taskCase.ts';
import { explainUnknownFailure } from './unknownFailure.ts';

interface HelperTask {
  readonly role: Exclude<TaskRole, 'task'>;
  readonly definition?:
    | {
        readonly commandLine?: string;
        readonly resourceFiles?: readonly ResourceFile[];
        readonly containerSettings?: ContainerSettings;
        readonly userIdentity?: UserIdentity;
        readonly maxTaskRetryCount?: number;
      }
    | undefined;
  readonly executionInfo?: TaskExecutionInfo | undefined;
  readonly pool?: Pool | undefined;
  readonly node?: ComputeNode | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Logs that cannot be opened now, and why. */
  readonly unread?: UnreadLogs | undefined;
}

/** Explains why it failed, by the same causes as a task. The title only gives the reason; the caller adds the name. */
export function explainHelperTask(helper: HelperTask): Draft {
  const asTask = toTaskCase(helper);
  const draft =
    explainPreProcessing(asTask) ??
    explainFileUpload(asTask) ??
    explainContainer(asTask) ??
    explainUnknownFailure(asTask) ??
    explainProcess(helper);
  return { ...draft, title: withoutSubject(draft.title, [asTask.task.id]) };
}

function toTaskCase({ role, definition, executionInfo, pool, node, os, stdout, stderr }: HelperTask): TaskCase {
  return {
    role,
    task: {
      id: role,
      ...(definition?.commandLine === undefined ? {} : { commandLine: definition.commandLine }),
      ...(definition?.resourceFiles === undefined ? {} : { resourceFiles: definition.resourceFiles }),
      ...(definition?.containerSettings === undefined ? {} : { containerSettings: definition.containerSettings }),
      ...(executionInfo === undefined ? {} : { executionInfo }),
    },
    pool,
    node,
    nodes: [],
    preparation: [],
    siblings: [],
    stdout,
    stderr,
    os,
    failed: true,
  };
}

function explainProcess(helper: HelperTask): Draft {
  const { role, definition, executionInfo, pool, os, stdout, stderr, unread } = helper;
  const exitCode = executionInfo?.exitCode;
  const verdict = judgeProcess({ commandLine: definition?.commandLine, exitCode, os, stdout, stderr, unread });
  const declared = describeDeclared(definition?.resourceFiles, os, verdict);
  const hasLogs = stdout !== undefined || stderr !== undefined;
  const inContainer = definition?.containerSettings !== undefined;
  const rights = findMissingRights(verdict, { exitCode, identity: definition?.userIdentity, pool, inContainer });
  const packaged = judgePackageFolder(toTaskCase(helper), verdict);
  return {
    cause: joinSentences([verdict.cause, rights?.who ?? '', packaged?.why ?? '']),
    evidence: [...verdict.evidence, ...(declared?.evidence ?? []), rights?.evidence],
    confidence: rights !== undefined || declared?.misnamed !== undefined ? verdict.confirmed : verdict.confidence,
    identity: verdict.identity,
    category: verdict.category === 'other' ? 'node' : verdict.category,
    code: executionInfo?.failureInfo?.code,
    title: rights?.what ?? verdict.what,
    // The caller says where the logs are, which are not those of a task.
    fixes: [
      ...(packaged?.fixes ?? []),
      ...(declared === undefined || declared.fixes.length === 0 ? listFixes(verdict, hasLogs) : declared.fixes),
      ...(role === 'startTask' && verdict.mayPass
        ? adviseRetries(exitCode, definition?.maxTaskRetryCount, ['maxTaskRetryCount'])
        : []),
    ],
  };
}

function listFixes({ category, fixes, nextLook }: ProcessVerdict, hasLogs: boolean): readonly Fix[] {
  if (!hasLogs) return category === 'other' ? [] : fixes;
  return fixes.length > 0 ? fixes : [nextLook];
}
