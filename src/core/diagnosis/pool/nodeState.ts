import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline, isHung } from '../../model/computeNode.ts';
import { hasNoPublicAddresses, type Pool, putsOnNodes } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf, toText } from '../../model/words.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toSentence } from '../explanation/draft.ts';
import type { Confidence, Evidence, Fix, RemedyId } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import type { NetworkJudgment, Obstacle } from './network/judgeNetwork.ts';
import { adviseReplacement, replacement } from './restart.ts';

/** Describes since when the node has been in its state; undefined if the time is unknown. */
export function describeSince(node: ComputeNode): Evidence | undefined {
  const time = toTime(node.stateTransitionTime);
  if (time === undefined) return undefined;
  return { text: l10n.t('In this state since {0}.', toTimeText(time)), source: 'stateTransitionTime' };
}

/**
 * Explains a node whose state alone means that it runs no tasks; undefined for a node that can run tasks.
 * `takenOfflineAt` is the time when this computer took the node offline, if that was its last action on the node.
 * `network` is what the pool's network keeps its nodes from.
 */
export function explainNodeState(
  node: ComputeNode,
  pool: Pool | undefined,
  now: number | undefined,
  takenOfflineAt?: number,
  network?: NetworkJudgment,
): Draft | undefined {
  const text = textFor(node, pool, now, takenOfflineAt, network);
  if (text === undefined) return undefined;
  const running = node.runningTasksCount ?? 0;
  const subnet = pool?.networkConfiguration?.subnetId;
  return toStateDraft({ identity: toText(node.state), ...text }, [
    { text: l10n.t('Node state: {0}', describeState('node', node.state).label), source: `node ${node.id}` },
    describeSince(node),
    running === 0 ? undefined : { text: describeRunning(running), source: `node ${node.id}` },
    subnet === undefined || node.state !== 'unusable'
      ? undefined
      : { text: l10n.t('Pool subnet: {0}', subnet), source: 'networkConfiguration' },
  ]);
}

function describeRunning(count: number): string {
  return count === 1
    ? l10n.t('1 task is shown as running on it.')
    : l10n.t('{0} tasks are shown as running on it.', formatNumber(count));
}

/** Text about the state of a node. The state itself is the text's identity, unless it has another. */
type NodeText = Omit<StateText, 'identity'> & Partial<Pick<StateText, 'identity'>>;

function textFor(
  node: ComputeNode,
  pool: Pool | undefined,
  now: number | undefined,
  takenOfflineAt: number | undefined,
  network: NetworkJudgment | undefined,
): NodeText | undefined {
  switch (node.state) {
    case 'unusable':
      return unreachable(node, pool, network);
    case 'unknown':
      return lost(node, pool);
    case 'preempted':
      return preempted(node);
    case 'leavingpool':
      return leaving(node);
    case 'offline':
      return isComingOnline(node) ? comingOnline(node) : offline(node, takenOfflineAt);
    case 'deallocated':
    case 'deallocating':
      return offline(node, takenOfflineAt);
    case 'creating':
    case 'starting':
    case 'rebooting':
    case 'reimaging':
    case 'waitingforstarttask':
    case 'upgradingos':
      return inMotion(node, pool, now, network);
    default:
      return node.schedulingState === 'disabled' ? offline(node, takenOfflineAt) : undefined;
  }
}

function unreachable(node: ComputeNode, pool: Pool | undefined, network: NetworkJudgment | undefined): NodeText {
  if (network?.obstacle !== undefined) return blocked(node, pool, network.obstacle);
  const hasOwnNetwork = pool === undefined || pool.networkConfiguration?.subnetId !== undefined;
  const image = pool?.virtualMachineConfiguration?.imageReference?.virtualMachineImageId;
  return {
    category: 'node',
    title: l10n.t('Node {0} is unusable: Batch cannot reach the node', node.id),
    cause: joinSentences([
      hasOwnNetwork
        ? l10n.t(
            "The node reports no error of its own, which means that Batch can't communicate with it: usually the pool's network (security group, route, DNS or firewall) is blocking traffic between the node and the service, or the system on the node is hanging.",
          )
        : l10n.t(
            "The node reports no error of its own, which means that Batch can't communicate with it. The pool isn't in a virtual network of yours that could block the traffic, so the system on the node is probably hanging.",
          ),
      image === undefined
        ? ''
        : l10n.t(
            "The pool has an image of its own, {0}: Batch's agent may not be able to run on it.",
            nameImage(image),
          ),
      l10n.t('While Batch keeps trying, the node costs money.'),
    ]),
    fixes: [
      ...(hasOwnNetwork
        ? [
            network?.step ??
              (pool !== undefined && hasNoPublicAddresses(pool)
                ? l10n.t(
                    'Check how the nodes reach Batch without public addresses: through a private endpoint for node management, whose name must resolve to its private address in the subnet (zone privatelink.batch.azure.com), or through a NAT gateway or firewall that lets them out (service tag BatchNodeManagement).',
                  )
                : l10n.t(
                    "Check that the subnet's security group and routes let the Batch service in and the node out (service tag BatchNodeManagement).",
                  )),
          ]
        : []),
      ...(image === undefined
        ? []
        : [
            l10n.t(
              'If no node gets further, check the image {0}: it must be generalized, the pool must have its security type, and `nodeAgentSKUId` must fit its system. Compare with an image from Azure Marketplace.',
              nameImage(image),
            ),
          ]),
      {
        text: joinSentences([
          l10n.t("If it stays unusable, replace it: Batch can't reboot a node that it can't reach."),
          adviseReplacement(pool),
        ]),
        remedies: replacement(pool),
      },
    ],
    // The agent may be at fault while signing in to the node still works.
    remedies: ['node.connectSsh'],
    confidence: 'likely',
  };
}

/** Explains a node that can't communicate with Batch because of something known in its network. */
function blocked(node: ComputeNode, pool: Pool | undefined, { what, step, confidence, id }: Obstacle): NodeText {
  return {
    category: 'node',
    title: l10n.t('Node {node} is {state}: {problem}', {
      node: node.id,
      state: describeState('node', node.state).label,
      problem: continueAfterColon(what),
    }),
    cause: joinSentences([
      l10n.t(
        "The node reports no error of its own, which means that Batch can't communicate with it: the network of its pool blocks what the node needs for that.",
      ),
      l10n.t('While Batch keeps trying, the node costs money.'),
    ]),
    fixes: [
      step,
      {
        text: joinSentences([
          l10n.t("If it stays unusable, replace it: Batch can't reboot a node that it can't reach."),
          adviseReplacement(pool),
        ]),
        remedies: replacement(pool),
      },
    ],
    confidence,
    identity: `unusable ${id}`,
  };
}

/** Returns the name of an image in its gallery, with its version. */
function nameImage(id: string): string {
  const [, image = id, version] = /\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i.exec(id) ?? [];
  return version === undefined ? image : `${image} ${version}`;
}

function lost(node: ComputeNode, pool: Pool | undefined): NodeText {
  return {
    category: 'node',
    title: l10n.t("Node {0} isn't responding: Batch has lost contact", node.id),
    cause: l10n.t(
      "The node isn't responding. If it doesn't come back, tasks that were running there start again on other nodes.",
    ),
    fixes: [
      {
        text: joinSentences([
          l10n.t("If it hasn't responded for more than a few minutes, replace it."),
          adviseReplacement(pool),
        ]),
        remedies: replacement(pool),
      },
    ],
    confidence: 'certain',
  };
}

function preempted(node: ComputeNode): NodeText {
  return {
    category: 'interrupted',
    title: l10n.t('Node {0} was preempted: Azure took the machine back', node.id),
    // A node counts tasks when they end, so the count doesn't show whether a task was running.
    cause: l10n.t(
      'Azure took the Spot (low-priority) machine back for other workloads. Tasks that were running on it, if any, went back to the queue. Batch tries to replace the node when there is capacity.',
    ),
    fixes: [
      {
        text: l10n.t('Wait until Batch has replaced the node, or use dedicated nodes for urgent work.'),
        ofSeveral: l10n.t('Wait until Batch has replaced the nodes, or use dedicated nodes for urgent work.'),
        remedies: ['pool.resize'],
      },
      l10n.t('Make long tasks resume from checkpoints.'),
    ],
    confidence: 'certain',
  };
}

function leaving(node: ComputeNode): NodeText {
  return {
    category: 'interrupted',
    title: l10n.t('Node {0} is leaving the pool', node.id),
    cause: l10n.t('It was removed, or the pool is shrinking. Its files go with it.'),
    fixes: [l10n.t('Save any files you need from it now.')],
    confidence: 'certain',
  };
}

function offline(node: ComputeNode, takenOfflineAt: number | undefined): NodeText {
  const isDeallocated = isOneOf(node.state, ['deallocating', 'deallocated']);
  const isDraining = node.state === 'running';
  return {
    category: 'conflict',
    title: isDeallocated
      ? l10n.t('Node {node} is {state}', { node: node.id, state: describeState('node', node.state).label })
      : isDraining
        ? l10n.t("Node {0} isn't accepting new tasks; it's finishing those it's running", node.id)
        : l10n.t("Node {0} is offline: it isn't accepting new tasks", node.id),
    cause: isDeallocated
      ? l10n.t("Its machine was stopped and doesn't incur compute charges; it doesn't run tasks until it's started.")
      : takenOfflineAt === undefined
        ? l10n.t(
            "Someone disabled task scheduling on it. Scheduling stays disabled until it's enabled again, and the node costs money until then.",
          )
        : l10n.t(
            "It was taken offline from this computer on {time}. It stays offline until it's brought online, and costs money until then.",
            { time: toTimeText(takenOfflineAt) },
          ),
    fixes: [
      isDeallocated
        ? { text: l10n.t("Start the node once it's deallocated."), remedies: ['node.start'] }
        : { text: l10n.t('Bring the node online when it can run tasks again.'), remedies: ['node.enableScheduling'] },
    ],
    remedies: isDeallocated ? [] : ['node.connectSsh', 'node.uploadLogs'],
    confidence: 'certain',
  };
}

function comingOnline(node: ComputeNode): NodeText {
  return {
    category: 'other',
    title: l10n.t('Node {0} is coming online', node.id),
    cause: l10n.t(
      "Its task scheduling is enabled again, but its state is still “offline”. Batch assigns tasks to the node as soon as it's idle.",
    ),
    fixes: [l10n.t('Wait a few minutes.')],
    confidence: 'certain',
  };
}

/** Time in milliseconds within which nodes are usually ready; pulling large images takes longer. */
export const usualStartMs = 20 * 60_000;

function inMotion(
  node: ComputeNode,
  pool: Pool | undefined,
  now: number | undefined,
  network: NetworkJudgment | undefined,
): NodeText {
  const label = describeState('node', node.state).label;
  const attempts = (node.startTaskInfo?.retryCount ?? 0) + 1;
  const isStartTask = node.state === 'waitingforstarttask';
  const waited = elapsedMs(node.stateTransitionTime, now);
  const lateMs = waited !== undefined && waited > usualStartMs ? waited : undefined;
  const isHanging = isHung(node, new Date(now ?? Number.NaN));
  const title =
    node.state === 'creating'
      ? l10n.t('Node {0} is being created', node.id)
      : l10n.t('Node {node} is {state}', { node: node.id, state: label });
  return {
    category: isHanging ? 'node' : 'other',
    // The title of a failure stays the same while time passes.
    title: isHanging
      ? isStartTask
        ? l10n.t("Node {0} isn't ready: its start task has been running for over an hour", node.id)
        : l10n.t("Node {node} isn't ready: its state has been “{state}” for over an hour", {
            node: node.id,
            state: label,
          })
      : lateMs === undefined
        ? title
        : l10n.t('{0}, for {1} so far', title, toDurationWords(lateMs)),
    cause: joinSentences([
      lateMs === undefined
        ? l10n.t("It's getting ready to run tasks.")
        : l10n.t(
            "It's been getting ready to run tasks since {0}, which usually takes a few minutes, and nothing can run on it until then.",
            toTimeText(toTime(node.stateTransitionTime) ?? 0),
          ),
      network?.obstacle === undefined || lateMs === undefined
        ? describeHold(pool, lateMs !== undefined)
        : toSentence(network.obstacle.what),
      isStartTask && attempts > 1 ? l10n.t('Its start task failed before: this is attempt {0}.', attempts) : '',
    ]),
    fixes: adviseInMotion(pool, isStartTask, lateMs !== undefined, network),
    remedies: isStartTask ? ['node.connectSsh'] : [],
    confidence: lateMs === undefined ? 'certain' : 'likely',
  };
}

/** Describes what may keep a node from getting ready; empty if it isn't late and its pool puts nothing on it. */
function describeHold(pool: Pool | undefined, isLate: boolean): string {
  if (pool !== undefined && !putsOnNodes(pool)) {
    if (!isLate) return '';
    return joinSentences([
      l10n.t('The pool puts no start task, container image, or package on it that could be holding it up.'),
      hasOwnSubnet(pool)
        ? l10n.t('The virtual network of the pool may be blocking what a node needs to get ready.')
        : '',
    ]);
  }
  return isLate
    ? l10n.t('Its start task, its container images, or something else being put on it is holding it up.')
    : l10n.t('If it stays in this state for long, check its start task and its container images.');
}

/** Advises on a node that is starting or leaving, for which the service accepts only removal. */
export function adviseInMotion(
  pool: Pool | undefined,
  isStartTask: boolean,
  isLate: boolean,
  network?: NetworkJudgment,
): readonly Instruction[] {
  const replace: Fix = {
    text: joinSentences([
      l10n.t('If it has been in this state for more than an hour, replace it.'),
      adviseReplacement(pool),
    ]),
    remedies: replacement(pool),
  };
  if (isStartTask) {
    return isLate
      ? [
          {
            text: l10n.t(
              'Read startup/stdout.txt and startup/stderr.txt among the files on the node: the start task may be hanging.',
            ),
            isReading: true,
          },
          replace,
        ]
      : [
          {
            text: l10n.t('Wait a few minutes; startup/stdout.txt on the node shows what the start task is doing.'),
            isReading: true,
          },
        ];
  }
  if (!isLate) return [l10n.t('Wait a few minutes.')];
  return hasOwnSubnet(pool) ? [checkSubnet(network), replace] : [replace];
}

export function hasOwnSubnet(pool: Pool | undefined): boolean {
  return pool?.networkConfiguration?.subnetId !== undefined;
}

/** Advises on a subnet in which nodes don't get ready (Batch documentation: "Create a Batch pool in a virtual network"). */
export function checkSubnet({ obstacle, step }: Partial<NetworkJudgment> = {}): string {
  return (
    obstacle?.step ??
    step ??
    l10n.t(
      "Check that the subnet's security group, routes and service endpoint policies let the node out to Batch and to its storage (service tags BatchNodeManagement and Storage).",
    )
  );
}

/** Meaning of a pool or node state on its own. */
export interface StateText {
  readonly category: FailureCategory;
  readonly title: string;
  readonly cause: string;
  readonly fixes?: readonly Instruction[];
  readonly remedies?: readonly RemedyId[];
  readonly confidence: Confidence;
  readonly identity: string;
}

/** Converts the text to a draft with its evidence. */
export function toStateDraft({ fixes = [], ...text }: StateText, evidence: readonly (Evidence | undefined)[]): Draft {
  return { ...text, evidence, fixes: fixes.map(toFix) };
}
