import * as l10n from '@vscode/l10n';
import type { ResourceFile } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { UnreadLogs } from '../../model/logEnd.ts';
import { isAutoPool, type Pool, type StartTask } from '../../model/pool.ts';
import type { StartedElsewhere } from '../../relations/startedElsewhere.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { describeUnused, judgeSharedAccess } from '../evidence/sas.ts';
import { atMostLikely, type Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { toFix, withoutPlace } from '../explanation/instruction.ts';
import { describeRetries } from '../explanation/retries.ts';
import { joinSentences, quoteWord } from '../explanation/sentences.ts';
import { describeFailureInfo } from '../explanation/serviceWords.ts';
import { findAdvice } from '../logs/advice/fixes.ts';
import { explainHelperTask } from '../process/helperTask.ts';
import { toReadOperation } from '../process/refusedFile.ts';
import { elevateStartTask, mayNeedRights } from '../process/rights.ts';
import { findResourceFile } from '../process/storageFiles.ts';
import { findUnread } from '../process/unreadLogs.ts';
import { findRanStartTask } from './ranStartTask.ts';
import { adviseRestart, canReboot } from './restart.ts';

export interface StartTaskEvidence {
  readonly node: ComputeNode;
  readonly pool?: Pool | undefined;
  readonly os?: OperatingSystem | undefined;
  readonly stdout?: string | undefined;
  readonly stderr?: string | undefined;
  /** Other nodes of the pool where the same start task succeeded, if known. */
  readonly startedElsewhere?: StartedElsewhere | undefined;
  readonly unread?: UnreadLogs | undefined;
  /** Milliseconds since 1970. */
  readonly now?: number | undefined;
}

/** Explains the failed start task of a node: the same causes as for a task, with remedies that fit a node. */
export function explainStartTask(evidence: StartTaskEvidence): Draft {
  const { node, pool, now, startedElsewhere } = evidence;
  const info = node.startTaskInfo;
  const { definition, hasChanged, isRemoved, renewed } = findRanStartTask(node, pool);
  const draft = explainHelperTask({ ...evidence, role: 'startTask', definition, executionInfo: info });
  const isContrast = isContrasted(evidence);
  const title = l10n.t('The start task on node {0} failed: {1}', node.id, continueAfterColon(draft.title));
  return {
    ...draft,
    title: isContrast ? l10n.t('{0} (it succeeded on other nodes)', title) : title,
    confidence: isContrast ? atMostLikely(draft.confidence) : draft.confidence,
    cause: joinSentences([
      startedElsewhere === undefined ? '' : describeElsewhere(startedElsewhere),
      draft.cause,
      describeWaiting(node, definition),
      hasChanged ? describeChange(isRemoved) : '',
      describePresentWaiting(definition, pool?.startTask),
    ]),
    evidence: [
      describeFailureInfo(info?.failureInfo, 'startTaskInfo'),
      ...(draft.evidence ?? []),
      definition?.commandLine === undefined
        ? undefined
        : { text: definition.commandLine, source: 'startTask.commandLine' },
      hasChanged ? describePresent(pool?.startTask, definition) : undefined,
      ...describeRenewed(renewed, now),
      describeRetries(info, definition?.maxTaskRetryCount),
    ],
    fixes: [
      ...adviseReading(evidence, draft),
      // The place of the mistake is in a definition that the pool no longer has.
      ...(hasChanged
        ? [
            ...(isRemoved ? adviseWithout(node) : [advisePresent(node)]),
            ...(isRenewed(draft, renewed, now) ? [] : adviseCause(evidence, definition, draft).map(withoutPlace)),
          ]
        : isContrast
          ? adviseContrasted(evidence, definition, draft)
          : [...adviseCause(evidence, definition, draft), adviseCorrection(node), ...adviseTemplate(pool)]),
    ],
    remedies: ['node.connectSsh'],
  };
}

/**
 * Checks whether the start task of a node is not at fault because it succeeded on other nodes at about the same time, at
 * least as many as it failed on; a missing file was there for any node that succeeded. A success long before doesn't
 * count, because the downloads may have changed since.
 */
export function isContrasted({ node, pool, startedElsewhere }: StartTaskEvidence): boolean {
  return (
    startedElsewhere?.isEarlier === false &&
    (startedElsewhere.failed === undefined || isFileMissing(node)) &&
    !findRanStartTask(node, pool).hasChanged
  );
}

export function describeElsewhere({ count, isEarlier, failed }: StartedElsewhere): string {
  const parts = asCount(count);
  if (failed !== undefined)
    return l10n.t('The same start task failed on {failed} nodes of this pool, and succeeded on {count}.', {
      ...parts,
      failed: formatNumber(failed),
    });
  return isEarlier
    ? plural(count, {
        one: l10n.t(
          'The same start task succeeded on {count} other node, but long before: something it downloads or relies on may have changed since.',
          parts,
        ),
        other: l10n.t(
          'The same start task succeeded on {count} other nodes, but long before: something it downloads or relies on may have changed since.',
          parts,
        ),
      })
    : plural(count, {
        one: l10n.t(
          'The same start task succeeded on {count} other node, so the failure comes from this node or was temporary.',
          parts,
        ),
        other: l10n.t(
          'The same start task succeeded on {count} other nodes, so the failure comes from this node or was temporary.',
          parts,
        ),
      });
}

/** Advises restoring a file that other nodes received; for other failures, trying again, then replacing the node. */
function adviseContrasted(
  { node, pool }: StartTaskEvidence,
  definition: StartTask | undefined,
  draft: Draft,
): readonly Fix[] {
  const lost = findLostFile(node, definition);
  const own = (draft.fixes ?? []).map(inStartTask).filter(({ property }) => property?.at(-1) === 'maxTaskRetryCount');
  return [
    ...(lost === undefined ? [] : [lost]),
    !canReboot(node) ? adviseRestart(node, pool) : lost === undefined ? adviseRebootOrReplace() : adviseReboot(),
    ...own,
  ];
}

/** Advises running a start task again that succeeds on other nodes. */
export function adviseRebootOrReplace(): Fix {
  return {
    text: l10n.t('Reboot the node, which runs the start task again. If it fails again, replace the node.'),
    ofSeveral: l10n.t(
      'Reboot each node where the start task failed, which runs it again. Replace those where it fails again.',
    ),
    remedies: ['node.reboot', 'node.remove'],
  };
}

/** Advises running a start task again after the cause of its failure is fixed. */
export function adviseReboot(): Fix {
  return {
    text: l10n.t('Then reboot the node, which runs the start task again.'),
    ofSeveral: l10n.t('Then reboot the nodes, which run the start task again.'),
    remedies: ['node.reboot'],
  };
}

function isFileMissing({ startTaskInfo }: ComputeNode): boolean {
  return /^(?:blob|resource\w*)notfound$/i.test(startTaskInfo?.failureInfo?.code ?? '');
}

/** Finds the step for a file that still existed when other nodes started; undefined for other failures. */
function findLostFile(node: ComputeNode, definition: StartTask | undefined): Fix | undefined {
  if (!isFileMissing(node)) return undefined;
  const { name } = findResourceFile(node.startTaskInfo?.failureInfo, definition?.resourceFiles ?? []);
  return {
    text:
      name === undefined
        ? l10n.t(
            'Upload the missing file again and keep it until every node has started: it was there when other nodes started.',
          )
        : l10n.t(
            'Upload {0} again and keep it until every node has started: it was there when other nodes started.',
            quoteWord(name),
          ),
  };
}

/** Describes why the node does or doesn't run tasks, by the start task that it ran, not by the pool's current one. */
function describeWaiting({ state }: ComputeNode, ran: StartTask | undefined): string {
  if (state === 'starttaskfailed')
    return l10n.t(
      "The node isn't running tasks, because its start task has to succeed first (`waitForSuccess` is true).",
    );
  return ran?.waitForSuccess === false
    ? l10n.t(
        "The node doesn't wait for its start task to succeed, so it's still running tasks (`waitForSuccess` is false).",
      )
    : l10n.t("The node is still running tasks, because it didn't wait for its start task to succeed.");
}

/** Describes the consequences of a failure of the pool's current start task, if they differ. */
function describePresentWaiting(ran: StartTask | undefined, present: StartTask | undefined): string {
  if (ran === undefined || present === undefined) return '';
  const waits = present.waitForSuccess ?? true;
  if (waits === (ran.waitForSuccess ?? true)) return '';
  return waits
    ? l10n.t("If the current start task fails, the node doesn't run tasks (`waitForSuccess` is true).")
    : l10n.t('Even if the current start task fails, the node runs tasks (`waitForSuccess` is false).');
}

/** Describes a restart of a node whose pool now has a different start task or none. */
function describeChange(isRemoved: boolean): string {
  return isRemoved
    ? l10n.t(
        'The start task has been removed from the pool since this node started. Once the node is rebooted or reimaged, it no longer runs a start task.',
      )
    : l10n.t(
        "The pool's start task has changed since this node started. The node ran the earlier one, and gets the current one when it's rebooted or reimaged.",
      );
}

/** Advises on the cause; start tasks have their own remedies for missing permissions and missing programs. */
function adviseCause(
  { node, pool, os }: StartTaskEvidence,
  definition: StartTask | undefined,
  { category, fixes = [], evidence = [] }: Draft,
): readonly Fix[] {
  const general = fixes.map(inStartTask);
  const identity = definition?.userIdentity;
  const mayLackRights = mayNeedRights({ exitCode: node.startTaskInfo?.exitCode, identity, pool });
  const line = evidence.find((piece) => piece?.isCause === true)?.text ?? '';
  if (category === 'permission' && mayLackRights && !refusedByServer.test(line))
    return [elevateStartTask(identity, os)];
  if (category === 'conflict' || leftBehind.test(line))
    return [repeat(line), ...general.slice(category === 'conflict' ? 0 : 1)];
  if (category !== 'missing-program') return general;
  const own = findAdvice(category, { text: line, os });
  return [
    ...general.filter(({ property }) => property !== undefined),
    ...own.map(({ fix }) => toFix(fix(line))),
    ...(own.some(({ isWhole }) => isWhole) ? [] : [install()]),
  ];
}

function install(): Fix {
  return {
    text: l10n.t(
      'Check the spelling of the program; install it earlier in the same start task, use an image that has it, or call it by its full path. A script must not have Windows line endings (CR LF).',
    ),
    property: ['startTask', 'commandLine'],
  };
}

/** Matches refusals by a server, which doesn't know who is an administrator of the node. */
const refusedByServer =
  /\bmount error\(13\)|\bby (?:the )?(?:remote )?server\b|\(publickey\b|\bNT_STATUS_(?:ACCESS_DENIED|LOGON_FAILURE)\b/i;

/** Matches messages about what an earlier run of the same start task made, mounted, or started on the node. */
const leftBehind =
  /\b(?:is|are) (?:already )?(?:apparently )?(?:mounted|in use by the system)\b|\balready (?:mounted|exists|in use|running|installed|registered)\b|\b(?:mount|swapon|umount)\b.{0,200}\bbusy\b|\bmount error\(16\)|\bFile exists\b|\bcannot open '\/dev\/tty'/i;

/** How the usual programs of start tasks run twice: their message, and what doesn't fail the second time. */
const repeatable: readonly (readonly [RegExp, string])[] = [
  [/\b(?:useradd|adduser)\b/i, 'id NAME || useradd NAME'],
  [/\b(?:groupadd|addgroup)\b/i, 'groupadd -f NAME'],
  [/\bcontainer\b/i, 'docker rm -f NAME'],
  [/\bmke?2?fs\b|\bmakes? a filesystem\b|\bmake a filesystem\b/i, 'blkid DEVICE || mkfs.ext4 DEVICE'],
  [/\bswap/i, 'swapon --show'],
  [/\bmount/i, 'mountpoint -q FOLDER || mount …'],
  [/\bgpg\b/i, 'gpg --batch --yes'],
  [/\bCondaValueError/, 'conda env update'],
];

function repeat(line: string): Fix {
  const example = repeatable.find(([when]) => when.test(line))?.[1] ?? 'mkdir -p, ln -sfn, rm -rf';
  return {
    text: l10n.t(
      'Make the start task repeatable: it runs again at each start of the node and finds what it made before ({0}).',
      example,
    ),
    property: ['startTask', 'commandLine'],
  };
}

function inStartTask(fix: Fix): Fix {
  return fix.property === undefined ? fix : { ...fix, property: ['startTask', ...fix.property] };
}

/** Advises reading the logs if they exist and the program ran, because it may have written something. */
function adviseReading(
  { node, os, stdout, stderr, unread }: StartTaskEvidence,
  { evidence = [] }: Draft,
): readonly Fix[] {
  if (evidence.some((piece) => piece?.isCause === true)) return [];
  const isEmpty = (stdout ?? '') === '' && (stderr ?? '') === '' && (stdout !== undefined || stderr !== undefined);
  const isLost = ['gone', 'absent'].includes(findUnread({ unread }) ?? '');
  if (node.startTaskInfo?.exitCode === undefined || isEmpty || isLost) return [];
  return [
    {
      text:
        os === 'windows'
          ? l10n.t('Read startup\\stderr.txt and startup\\stdout.txt among the files on the node.')
          : l10n.t('Read startup/stderr.txt and startup/stdout.txt among the files on the node.'),
      isReading: true,
    },
  ];
}

/** Describes the pool's current command line, if it differs from the one that the node ran. */
function describePresent(present: StartTask | undefined, ran: StartTask | undefined): Evidence | undefined {
  if (present === undefined) return { text: l10n.t('The pool has no start task now.'), source: 'startTask' };
  return present.commandLine === undefined || present.commandLine === ran?.commandLine
    ? undefined
    : { text: l10n.t('The pool has this start task now: {0}', present.commandLine), source: 'startTask' };
}

/** Advises running the pool's current start task, which the node has not run and which may already be corrected. */
function advisePresent(node: ComputeNode): Fix {
  return canReboot(node)
    ? {
        text: l10n.t(
          "Reboot the node so that it runs the pool's current start task. If that one fails too, correct it.",
        ),
        remedies: ['node.reboot', 'pool.editStartTask'],
      }
    : {
        text: l10n.t(
          "Replace the node so that the new node runs the pool's current start task. If that one fails too, correct it.",
        ),
        remedies: ['node.remove', 'pool.editStartTask'],
      };
}

/** Advises on a pool whose start task is gone: nothing to correct, but tasks may lack what a start task provided. */
function adviseWithout(node: ComputeNode): readonly Fix[] {
  return [
    canReboot(node)
      ? {
          text: l10n.t('Reboot the node: it then starts without a start task, because the pool no longer has one.'),
          remedies: ['node.reboot'],
        }
      : {
          text: l10n.t(
            'Replace the node: the new node starts without a start task, because the pool no longer has one.',
          ),
          remedies: ['node.remove'],
        },
    {
      text: l10n.t(
        'If tasks need what the start task set up, correct the start task and add it back to the pool first.',
      ),
      remedies: ['pool.editStartTask'],
    },
  ];
}

function adviseCorrection(node: ComputeNode): Fix {
  const words = canReboot(node)
    ? {
        text: l10n.t(
          "Correct the pool's start task, then reboot the node: a changed start task reaches nodes only when they restart.",
        ),
        ofSeveral: l10n.t(
          "Correct the pool's start task, then reboot the nodes: a changed start task reaches nodes only when they restart.",
        ),
      }
    : {
        text: l10n.t(
          "Correct the pool's start task, then replace the node: Batch may refuse to reboot it in its current state.",
        ),
        ofSeveral: l10n.t(
          "Correct the pool's start task, then replace the nodes: Batch may refuse to reboot them in their current state.",
        ),
      };
  return {
    ...words,
    property: ['startTask'],
    remedies: ['pool.editStartTask', canReboot(node) ? 'node.reboot' : 'node.remove'],
  };
}

/** Advises to correct what the next pools are made from, if Batch created this one for a job. */
export function adviseTemplate(pool: Pool | undefined): readonly Fix[] {
  if (pool === undefined || !isAutoPool(pool.id)) return [];
  const text = l10n.t(
    'Correct it in the `autoPoolSpecification` of the job or job schedule, too: Batch creates the next pool from that.',
  );
  return [{ text }];
}

type RenewedFiles = ReadonlyMap<number, ResourceFile>;

const maxFiles = 3;

/** Describes the signatures and identities that the pool now uses for files that the node fetched with others. */
function describeRenewed(renewed: RenewedFiles, now: number | undefined): readonly Evidence[] {
  return [...renewed.values()].slice(0, maxFiles).map((file) => ({
    text: describeResourceFile(file, now),
    source: 'startTask.resourceFiles',
  }));
}

function describeResourceFile(resource: ResourceFile, now: number | undefined): string {
  const file = findResourceFile(undefined, [resource]);
  const name = quoteWord(file.name ?? '');
  const sas = file.address?.sas;
  return sas === undefined || now === undefined
    ? l10n.t('The pool now has a different signature or identity for {0}.', name)
    : l10n.t('The pool now has a different signature for {name}. {verdict}', {
        name,
        verdict: describeUnused(sas, toReadOperation(file, ''), now),
      });
}

/**
 * Checks whether `draft` is about access to a file that the pool has renewed since, so that the advice has already been
 * followed, unless the new signature is wrong, too.
 */
function isRenewed({ category, fixes = [] }: Draft, renewed: RenewedFiles, now: number | undefined): boolean {
  if (category !== 'auth-storage' && category !== 'sas-expired') return false;
  return fixes.some(({ property: [list, index] = [] }) => {
    const present = list === 'resourceFiles' && typeof index === 'number' ? renewed.get(index) : undefined;
    return present !== undefined && isAccepted(present, now);
  });
}

function isAccepted(resource: ResourceFile, now: number | undefined): boolean {
  const file = findResourceFile(undefined, [resource]);
  const sas = file.address?.sas;
  const problem = sas === undefined ? 'none' : judgeSharedAccess(sas, toReadOperation(file, ''), now);
  return problem === 'none' || problem === 'ipRestricted';
}
