import * as l10n from '@vscode/l10n';
import type { ContainerSettings, ResourceFile, UserIdentity } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { UnreadLogs } from '../../model/logEnd.ts';
import type { Pool } from '../../model/pool.ts';
import type { TaskExecutionInfo } from '../../model/task.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { joinSentences, withoutSubject } from '../explanation/sentences.ts';
import { quoteInStep } from '../logs/advice/titles.ts';
import { explainContainer } from './container.ts';
import { describeDeclared } from './declaredEvidence.ts';
import { explainFileUpload } from './fileUpload.ts';
import { withOwnRule } from './ownCause.ts';
import { judgeOwnPull } from './ownPull.ts';
import { adviseRetries } from './passing.ts';
import { judgePackageFolder } from './placePackages.ts';
import { explainPreProcessing } from './preProcessing.ts';
import { judgeProcess, type ProcessVerdict } from './processFailure.ts';
import { findMissingRights } from './rights.ts';
import type { TaskContext, TaskRole } from './taskContext.ts';
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
  readonly unread?: UnreadLogs | undefined;
}

/** Explains why a helper task failed, by the rules for tasks. The title is only the reason; callers add the name. */
export function explainHelperTask(helper: HelperTask): Draft {
  const asTask = toTaskContext(helper);
  const draft =
    explainPreProcessing(asTask) ??
    explainFileUpload(asTask) ??
    explainContainer(asTask) ??
    explainUnknownFailure(asTask) ??
    explainProcess(helper);
  return withOwnRule({ ...draft, title: withoutSubject(draft.title, [asTask.task.id]) }, { ...asTask, ...asTask.task });
}

function toTaskContext({ role, definition, executionInfo, pool, node, os, stdout, stderr }: HelperTask): TaskContext {
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
  const context = toTaskContext(helper);
  const packaged = judgePackageFolder(context, verdict);
  const pulled = judgeOwnPull(context, verdict);
  return {
    cause: joinSentences([verdict.cause, rights?.who ?? '', (packaged ?? pulled)?.why ?? '']),
    evidence: [...verdict.evidence, ...(declared?.evidence ?? []), rights?.evidence],
    confidence: rights !== undefined || declared?.misnamed !== undefined ? verdict.confirmed : verdict.confidence,
    identity: verdict.identity,
    category: verdict.category === 'other' ? 'node' : verdict.category,
    code: executionInfo?.failureInfo?.code,
    title: rights?.what ?? verdict.what,
    // The caller adds where the logs are, because they are not in the same place as a task's logs.
    fixes: [
      ...(packaged?.fixes ?? []),
      ...(pulled?.fixes ??
        (declared === undefined || declared.fixes.length === 0
          ? listHelperTaskFixes(verdict, definition?.commandLine, hasLogs)
          : declared.fixes)),
      ...(role === 'startTask' && verdict.mayPass
        ? adviseRetries(exitCode, definition?.maxTaskRetryCount, ['maxTaskRetryCount'])
        : []),
    ],
  };
}

function listHelperTaskFixes(
  { category, evidence, fixes, nextLook }: ProcessVerdict,
  commandLine: string | undefined,
  hasLogs: boolean,
): readonly Fix[] {
  if (!hasLogs) return category === 'other' ? [] : fixes;
  return fixes.length > 0
    ? fixes.map((fix) => (fix.isSearch === true ? adviseScript(evidence, commandLine) : fix))
    : [nextLook];
}

/** Advises on a setup script, which has no input and usually never succeeded; the message is from its own check. */
function adviseScript(evidence: readonly Evidence[], commandLine = ''): Fix {
  const message = quoteInStep(evidence.find(({ isCause }) => isCause)?.text ?? '');
  const script = /[\w.-]{1,100}\.(?:sh|bash|py|ps1|cmd|bat|r|pl)\b/i.exec(commandLine)?.[0];
  return {
    text:
      script !== undefined
        ? l10n.t(
            'Look up what {script} expects where it prints “{message}”: change that in the image or earlier in the setup, or correct the script.',
            { script, message },
          )
        : l10n.t(
            'Look up what the setup expects where it prints “{0}”: change that in the image or earlier in the setup.',
            message,
          ),
  };
}
