import * as l10n from '@vscode/l10n';
import { isOffered } from '../../changes/offers.ts';
import { namePrograms } from '../../definitions/programs.ts';
import { ofNodes } from '../../failures/comparedCauses.ts';
import { isFailed, isSucceeded, type Task, toSignature } from '../../model/task.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { isSame, toTime } from '../evidence/time.ts';
import { type FailureCategory, isLackAtStart } from '../explanation/category.ts';
import { atMostLikely, type Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { joinSentences, listSome, shortenNodeIds } from '../explanation/sentences.ts';
import { readSaid } from '../explanation/serviceWords.ts';
import { canRetry } from '../process/nextStep.ts';
import type { TaskContext } from '../process/taskContext.ts';

interface Elsewhere {
  /** IDs of the nodes on which the work failed in the same way, the task's node first. */
  readonly failedOn: readonly string[];
  readonly succeeded: number;
  /**
   * The work that succeeds on other nodes: the same image, the same command line, or the same program with different
   * arguments.
   */
  readonly what: 'image' | 'command' | 'program';
}

/** Maximum number of nodes with failures for which the nodes can explain the failures. */
const mostNodes = 3;

/**
 * Checks whether the failure is due to the node. A full disk counts only if the program never started, because output
 * may differ between tasks.
 */
function isOfNode({ task }: TaskContext, { category }: Draft): boolean {
  return ofNodes.has(category) || (category === 'disk-full' && neverRan(task));
}

/** Minimum number of successes with other arguments, because a single one may have taken another path. */
const fewestOfProgram = 2;

/**
 * Adds a contrast to the beginning of the draft: if the same image or command line succeeded on other nodes, it exists
 * and works, so the node is at fault and no correction is needed. Returns a draft without such a contrast unchanged.
 */
export function withElsewhere(context: TaskContext, draft: Draft): Draft {
  const elsewhere = isOfNode(context, draft)
    ? (findElsewhere(context) ?? (isLackAtStart(draft.category) ? findProgramElsewhere(context) : undefined))
    : undefined;
  const signedIn = withSignIn(context, draft);
  if (elsewhere === undefined) return withSameNode(context, signedIn);
  const hasSignInEnded = signedIn !== draft;
  return {
    ...draft,
    title: l10n.t('{title} (only on node {nodes})', { title: draft.title, nodes: listSome(elsewhere.failedOn) }),
    cause: hasSignInEnded ? signedIn.cause : joinSentences([describeElsewhere(elsewhere), draft.cause]),
    evidence: [describeTasks(elsewhere), ...(signedIn.evidence ?? [])],
    fixes: [...(hasSignInEnded ? (signedIn.fixes ?? []).slice(0, 1) : []), ...advise(context, elsewhere)],
    change: hasOthers(context.pool, elsewhere.failedOn) ? 'otherNode' : 'surroundings',
    confidence: atMostLikely(draft.confidence),
  };
}

/** Checks whether a pool may have more nodes than these. */
function hasOthers(pool: TaskContext['pool'], nodeIds: readonly string[]): boolean {
  const { currentDedicatedNodes, currentLowPriorityNodes } = pool ?? {};
  if (currentDedicatedNodes === undefined && currentLowPriorityNodes === undefined) return true;
  return (currentDedicatedNodes ?? 0) + (currentLowPriorityNodes ?? 0) > nodeIds.length;
}

/**
 * Finds other nodes on which the same work succeeded; undefined if there are none, or if the work also succeeded on the
 * node where it failed.
 */
function findElsewhere(context: TaskContext): Elsewhere | undefined {
  const { task, siblings } = context;
  const isImage = neverRan(task) && task.containerSettings?.imageName !== undefined;
  const alike = siblings.filter((sibling) => (isImage ? hasSameImage(task, sibling) : isSameWork(task, sibling)));
  return compareNodes(context, alike, isImage ? 'image' : 'command');
}

/**
 * Finds other nodes on which the same programs succeeded with different arguments; undefined if one of them ever
 * succeeded on this node.
 */
function findProgramElsewhere(context: TaskContext): Elsewhere | undefined {
  const { task, siblings } = context;
  const own = task.nodeInfo?.nodeId;
  const programs = namePrograms(task.commandLine);
  if (own === undefined || programs === '') return undefined;
  const alike = siblings.filter(
    (sibling) => hasSameImage(task, sibling) && namePrograms(sibling.commandLine) === programs,
  );
  const isRight = alike.some((sibling) => isSucceeded(sibling) && isSame(sibling.nodeInfo?.nodeId, own));
  const found = isRight ? undefined : compareNodes(context, alike, 'program');
  return found === undefined || found.succeeded < fewestOfProgram ? undefined : found;
}

function compareNodes(context: TaskContext, alike: readonly Task[], what: Elsewhere['what']): Elsewhere | undefined {
  const { task } = context;
  const own = task.nodeInfo?.nodeId;
  if (own === undefined) return undefined;
  const isImage = what === 'image';
  const worked = alike.filter((sibling) => (isImage ? !neverRan(sibling) : isSucceeded(sibling)));
  const nodeOf = ({ nodeInfo }: Task): string | undefined => nodeInfo?.nodeId;
  const failed = alike.filter((sibling) => isFailed(sibling) && toSignature(sibling) === toSignature(task));
  const failedOn = [...new Set([own, ...failed.flatMap((sibling) => nodeOf(sibling) ?? [])])];
  const there = worked.filter((sibling) => !failedOn.some((node) => isSame(nodeOf(sibling), node)));
  if (there.length === 0 || failedOn.length > mostNodes) return undefined;
  const hasRecovered = worked.some(
    (sibling) => isSame(nodeOf(sibling), own) && (toEndTime(sibling) ?? 0) > (toEndTime(task) ?? 0),
  );
  return hasRecovered ? undefined : { failedOn, succeeded: there.length, what };
}

/** Minimum number of successes for each failure of the same kind that show that the program usually finds what it needs. */
const successesPerFailure = 4;

/**
 * Adds a contrast to a draft about something missing: if the same program succeeded on the same node, what it needs is
 * there, so another run may succeed, and nothing is to be installed before the difference is known.
 */
function withSameNode(context: TaskContext, draft: Draft): Draft {
  const nodeId = context.task.nodeInfo?.nodeId;
  if (nodeId === undefined || !installed.has(draft.category)) return draft;
  const there = findOnSameNode(context, nodeId);
  if (there.length < fewestOfProgram) return draft;
  const node = shortenNodeIds(nodeId);
  const end = toEndTime(context.task) ?? Number.POSITIVE_INFINITY;
  const later = there.filter((sibling) => (toEndTime(sibling) ?? 0) > end).length;
  const again = canRetry(context);
  return {
    ...draft,
    cause: joinSentences([
      l10n.t(
        'The same program succeeded on node {node}, so what it needs is there: something about this task, such as its input, or about this moment made it fail.',
        { node },
      ),
      draft.cause,
    ]),
    evidence: [
      {
        text: l10n.t(
          '{count} other tasks with this program succeeded on node {node}, {later} of them after this task.',
          { count: formatNumber(there.length), node, later: formatNumber(later) },
        ),
        source: 'siblings',
      },
      ...(draft.evidence ?? []),
    ],
    fixes: [
      {
        text: l10n.t('Compare the task with one that succeeded on its node; its input or its settings may differ.'),
        remedies: ['task.compare'],
      },
      ...(again
        ? [
            {
              text: l10n.t(
                'Retry the task. If it fails again, only such tasks need what is missing: then add it to the image or the start task.',
              ),
              ofSeveral: l10n.t(
                'Retry the tasks. If they fail again, only such tasks need what is missing: then add it to the image or the start task.',
              ),
              remedies: ['task.retry'] as const,
            },
          ]
        : []),
    ],
    change: undefined,
    confidence: 'guess',
  };
}

/** Categories of failures due to something that start tasks and images install once for all tasks. */
const installed: ReadonlySet<FailureCategory> = new Set(['missing-program', 'missing-module', 'dependency-version']);

/** Lists tasks with the same program that succeeded on the node; empty if too many failed in the same way anywhere. */
function findOnSameNode({ task, siblings }: TaskContext, own: string): readonly Task[] {
  const programs = namePrograms(task.commandLine);
  // An option says too little about what a program does.
  const isNamed = programs !== '' && !/ (?:-|$)/m.test(programs);
  const alike = siblings.filter(
    (sibling) =>
      isSameWork(task, sibling) ||
      (isNamed && hasSameImage(task, sibling) && namePrograms(sibling.commandLine) === programs),
  );
  const worked = alike.filter(isSucceeded);
  const failed = alike.filter((sibling) => isFailed(sibling) && toSignature(sibling) === toSignature(task));
  if (worked.length < successesPerFailure * (failed.length + 1)) return [];
  return worked.filter((sibling) => isSame(sibling.nodeInfo?.nodeId, own));
}

/** Finds the registry in an image's name; undefined for Docker Hub, whose name may be omitted. */
function findRegistry({ containerSettings }: Task): string | undefined {
  const [host = '', ...path] = (containerSettings?.imageName ?? '').split('/');
  return path.length > 0 && /[.:]/.test(host) ? host.toLowerCase() : undefined;
}

/**
 * Adds the end of a node's registry sign-in to the draft of a refused image, if tasks ran on the node before with
 * images from the same registry. The node may already have had these images, so its sign-in may have expired, and a
 * reboot signs in again. Returns other drafts unchanged.
 */
function withSignIn(context: TaskContext, draft: Draft): Draft {
  const { task, siblings } = context;
  const registry = findRegistry(task);
  const node = task.nodeInfo?.nodeId;
  const isRefused = draft.category === 'image-pull' && isUnauthorized.test(readSaid(task.executionInfo?.failureInfo));
  if (!isRefused || registry === undefined || node === undefined) return draft;
  const before = siblings.filter(
    (sibling) => isSame(sibling.nodeInfo?.nodeId, node) && !neverRan(sibling) && findRegistry(sibling) === registry,
  );
  if (before.length === 0) return draft;
  const named = { node, registry };
  const counted = { ...named, ...asCount(before.length) };
  return {
    ...draft,
    cause: joinSentences([
      l10n.t(
        'Tasks have run on node {node} with images from {registry} before, so the pool has access: the sign-in of the node has probably ended.',
        named,
      ),
      draft.cause,
    ]),
    evidence: [
      {
        text: plural(before.length, {
          one: l10n.t('{count} other task ran on node {node} with an image from {registry}.', counted),
          other: l10n.t('{count} other tasks ran on node {node} with images from {registry}.', counted),
        }),
        source: 'siblings',
      },
      ...(draft.evidence ?? []),
    ],
    fixes: [
      {
        text: l10n.t('Reboot node {0}, which signs in to the registry again.', node),
        remedies: ['node.reboot'],
      },
      ...(draft.fixes ?? []),
    ],
    confidence: atMostLikely(draft.confidence),
  };
}

/** Matches rejected credentials; "denied" is left out because registries also use it for missing images. */
const isUnauthorized = /\bunauthorized\b|authentication required|token (?:has )?expired/i;

/** Checks whether a task ended before its program began, for example because its image was not available. */
function neverRan({ state, executionInfo }: Task): boolean {
  return state !== 'completed' || executionInfo?.exitCode === undefined;
}

function hasSameImage(one: Task, other: Task): boolean {
  return one.containerSettings?.imageName === other.containerSettings?.imageName;
}

function isSameWork(one: Task, other: Task): boolean {
  return one.commandLine !== undefined && one.commandLine === other.commandLine && hasSameImage(one, other);
}

function toEndTime({ executionInfo }: Task): number | undefined {
  return toTime(executionInfo?.endTime);
}

function describeElsewhere({ failedOn, what }: Elsewhere): string {
  const nodes = listSome(failedOn);
  return what === 'image'
    ? l10n.t(
        'Tasks have run with the same image on other nodes, so the image exists and the registry lets nodes have it: something about node {nodes} kept it from the image, such as a full disk, or the image has been removed since.',
        { nodes },
      )
    : what === 'program'
      ? l10n.t(
          'The same program succeeded on other nodes with other arguments, so it has what it needs there: something about node {nodes} made it fail.',
          { nodes },
        )
      : l10n.t(
          'The same command line succeeded on other nodes, so the command is right: something about node {nodes} made it fail.',
          { nodes },
        );
}

function describeTasks({ failedOn, succeeded, what }: Elsewhere): Evidence {
  const parts = { ...asCount(succeeded), nodes: listSome(failedOn) };
  const text =
    what === 'image'
      ? plural(succeeded, {
          one: l10n.t('{count} other task ran with this image, on a node other than {nodes}.', parts),
          other: l10n.t('{count} other tasks ran with this image, on nodes other than {nodes}.', parts),
        })
      : what === 'program'
        ? plural(succeeded, {
            one: l10n.t('{count} other task with this program succeeded, on a node other than {nodes}.', parts),
            other: l10n.t('{count} other tasks with this program succeeded, on nodes other than {nodes}.', parts),
          })
        : plural(succeeded, {
            one: l10n.t('{count} other task with this command line succeeded, on a node other than {nodes}.', parts),
            other: l10n.t('{count} other tasks with this command line succeeded, on nodes other than {nodes}.', parts),
          });
  return { text, source: 'siblings' };
}

function advise(context: TaskContext, { failedOn }: Elsewhere): readonly Fix[] {
  const nodes = listSome(failedOn);
  const again = canRetry(context);
  const canLeave = context.node === undefined || isOffered('node.disableScheduling', context);
  return [
    ...(canLeave && again
      ? [
          {
            text: l10n.t('Take node {0} offline and retry the task, so that it runs on another node.', nodes),
            ofSeveral: l10n.t('Take node {0} offline and retry the tasks, so that they run on other nodes.', nodes),
            remedies: ['node.disableScheduling', 'task.retry'] as const,
          },
        ]
      : []),
    {
      text: l10n.t('Look at the disk and the agent logs of node {0}; then reimage or replace it.', nodes),
      remedies: ['node.uploadLogs', 'node.reimage', 'node.remove'],
    },
  ];
}
