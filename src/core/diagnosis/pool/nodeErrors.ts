import * as l10n from '@vscode/l10n';
import type { ServiceProblem } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { type Pool, putsOnNodes } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { isOneOf } from '../../model/words.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { toDurationWords } from '../../words/durations.ts';
import { describeCauses, judgeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { findOwnOption } from '../evidence/mountOptions.ts';
import { findAgentMismatch } from '../evidence/operatingSystem.ts';
import { elapsedMs, isSame } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toSentence } from '../explanation/draft.ts';
import type { Confidence, Evidence, RemedyId } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences, listSome } from '../explanation/sentences.ts';
import { describeDetails, describeProblem, findDetail } from '../explanation/serviceWords.ts';
import { describeDiskRoom } from '../process/diskRoom.ts';
import { findImageCause, type ImageCause, listRegistries } from '../process/imageCause.ts';
import { categorizeMessage } from '../process/logCause.ts';
import { findMountCause } from '../process/mountCause.ts';
import { withOwnMessages } from '../process/ownCause.ts';
import { explainUnpacking } from '../process/preProcessing.ts';
import { describeSince } from './nodeState.ts';
import { adviseRestart } from './restart.ts';

/** Matches `image contoso.azurecr.io/render:4` and `manifest for …/render:4`: registry, path, and optional tag. */
const imageInWords = /\b(?:image|for) ["']?([a-z0-9][a-z0-9.-]{1,100}\/[\w./-]{1,200}(?::[\w.-]{0,127}\w)?)/i;
const maxSaid = 80;

/** Explains a node that reports errors about its disk, packages, agent, or images; undefined if it reports none. */
export function explainNodeErrors(node: ComputeNode, pool: Pool | undefined): Draft | undefined {
  const [first, ...others] = node.errors ?? [];
  if (first === undefined) return undefined;
  const known = findNodeCode(first.code);
  const text = known?.entry.text();
  const said = findSaid(first);
  const meaning =
    text?.meaning ?? toSentence(first.message ?? first.code ?? l10n.t('it reports an error without a reason'));
  const toNodeTitle = (problem: string): string =>
    l10n.t('Node {node} is {state}: {problem}', {
      node: node.id,
      state: describeState('node', node.state).label,
      problem,
    });
  const own = (node.errors ?? []).flatMap((error) => listNodeErrorFixes(error, node, pool));
  const draft: Draft = {
    category: judge(first, known, said),
    code: known?.code ?? first.code,
    title: toNodeTitle(toNodeErrorTitle(first, meaning, said, pool)),
    cause: joinSentences([
      meaning,
      (isSame(first.code, 'DiskFull') ? describeUnusedDisk(node, pool) : undefined) ??
        (text === undefined || findCause(first, pool) !== undefined ? '' : describeCauses(text)),
      said === undefined ? '' : l10n.t('The node says: {0}', toSentence(said)),
      describeMismatch(node.errors ?? [], pool),
      ...others.map(describeOther),
      node.state === 'idle' || node.state === 'running' ? l10n.t('The node runs tasks anyway.') : '',
    ]),
    evidence: [
      ...(node.errors ?? []).map((error) => ({ ...describeProblem(error), source: 'node errors' })),
      ...describeAgent(node.errors ?? [], pool),
      isSame(first.code, 'DiskFull') ? describeDiskRoom({ pool, node }) : undefined,
      describeSince(node),
    ],
    fixes: [
      ...own,
      ...(isAgent(first) || isImage(first) ? [] : [adviseRestart(node, pool, own.length === 0)]),
      ...(node.errors ?? []).flatMap((error) => listPreventions(error, node, pool)),
    ].map(toFix),
    remedies: known?.remedies ?? ['node.uploadLogs', 'node.reboot', 'node.remove'],
    confidence: judgeConfidence(first, known, said, pool),
    identity: maskLiterals(describeDetails(first.errorDetails ?? first.values)),
  };
  return withOwnMessages(draft, [first, ...others], 'node errors', (what) => toNodeTitle(continueAfterColon(what)));
}

function isAgent({ code }: ServiceProblem): boolean {
  return isSame(code, 'BatchAgentInstallationFailure');
}

/** Checks for a container image of the pool, which every new node gets as well. */
function isImage({ code }: ServiceProblem): boolean {
  return isSame(code, 'ContainerInvalidImage');
}

function findSaid({ errorDetails, values }: ServiceProblem): string | undefined {
  const details = errorDetails ?? values;
  return findDetail(details, 'Message', 'Reason') ?? (describeDetails(details) || undefined);
}

interface NodeCode extends KnownCode {
  readonly remedies: readonly RemedyId[];
}

/**
 * Finds the entry of a node's code. Mounts and containers also belong to the node, so the meanings of their codes for
 * tasks apply.
 */
function findNodeCode(code: string | undefined): NodeCode | undefined {
  const own = findCode('node', code);
  if (own !== undefined) return { ...own, remedies: own.entry.remedies };
  const ofTask = /^(?:mount|container)/i.test(code ?? '') ? findCode('taskFailure', code) : undefined;
  return ofTask === undefined ? undefined : { ...ofTask, remedies: ['node.reboot', 'node.remove'] };
}

/**
 * Returns the confidence in the cause according to the code, unless the node's message or the pool's definition proves
 * the cause.
 */
function judgeConfidence(
  problem: ServiceProblem,
  known: KnownCode | undefined,
  said: string | undefined,
  pool: Pool | undefined,
): Confidence {
  if (known === undefined) return 'guess';
  const isRead = findCause(problem, pool) !== undefined || findMismatch([problem], pool) !== undefined;
  if (findPoolCause(problem, pool) !== undefined) return 'likely';
  if (isVague(known, problem, said) || (isAgent(problem) && !isRead)) return 'likely';
  return isRead || isRefusedPackage(problem, said) ? 'certain' : judgeCauses(known.entry.text());
}

/** Checks for "Could not be prepared", the least informative code; the node's details have the reason. */
function isVague(known: KnownCode, problem: ServiceProblem, said: string | undefined): boolean {
  return (
    isSame(known.code, 'NodePreparationError') &&
    categorizeMessage(`${problem.message ?? ''} ${said ?? ''}`) === undefined
  );
}

function judge(problem: ServiceProblem, known: KnownCode | undefined, said: string | undefined): FailureCategory {
  const read = categorizeMessage(`${problem.message ?? ''} ${said ?? ''}`);
  if (known === undefined) return read ?? 'node';
  if (isRefusedPackage(problem, said)) return 'auth-storage';
  const cause = findCause(problem, undefined);
  if (cause !== undefined) return cause.category;
  const isPreparation = isSame(known.code, 'NodePreparationError');
  return isPreparation && (read === 'disk-full' || read === 'network-dns') ? read : known.entry.category;
}

/** Checks for a package that exists but that Azure Storage doesn't allow the node to read. */
function isRefusedPackage({ code, message }: ServiceProblem, said: string | undefined): boolean {
  if (!isSame(code, 'ApplicationPackageError')) return false;
  const text = `${message ?? ''} ${said ?? ''}`;
  const read = categorizeMessage(text);
  // Packages are downloaded, so such a number is an HTTP status.
  return read === 'permission' || read === 'auth-storage' || /\b40[13]\b/.test(text);
}

function adviseImage(pool: Pool | undefined): Instruction {
  const names = pool?.virtualMachineConfiguration?.containerConfiguration?.containerImageNames ?? [];
  return names.length === 0
    ? l10n.t(
        "Correct the image in the pool's `containerImageNames` (name, tag, registry). Other nodes of this pool would get the same image, so create the pool again.",
      )
    : l10n.t(
        "Correct the image in the pool's `containerImageNames` ({0}). Other nodes of this pool would get the same image, so create the pool again.",
        listSome(names),
      );
}

function listNodeErrorFixes(
  problem: ServiceProblem,
  node: ComputeNode,
  pool: Pool | undefined,
): readonly Instruction[] {
  const known = findNodeCode(problem.code);
  const said = findSaid(problem);
  // Logs are uploaded by the agent on the machine.
  if (known === undefined && /not ?respond|unreachable/i.test(`${problem.code ?? ''} ${problem.message ?? ''}`))
    return [];
  if (known === undefined)
    return [
      { text: l10n.t('Upload the Batch agent logs and look for the error there.'), remedies: ['node.uploadLogs'] },
    ];
  const cause = findCause(problem, pool);
  if (cause !== undefined) return cause.fixes;
  const { fixes } = known.entry.text();
  if (isAgent(problem) && pool !== undefined && findMismatch([problem], pool) === undefined)
    return [l10n.t('Use another image or VM size, if the node agent SKU of the pool is the one for its image.')];
  if (isSame(known.code, 'DiskFull')) return freeDisk(node, pool, fixes);
  if (isImage(problem)) return [adviseImage(pool)];
  if (!isSame(known.code, 'ApplicationPackageError')) return fixes;
  const name = findPackage(problem, said ?? problem.message ?? '', pool) ?? l10n.t('the package');
  const unpacking = explainUnpacking(`${problem.message ?? ''} ${said ?? ''}`, name);
  if (unpacking !== undefined) return [unpacking.fix];
  return [
    isRefusedPackage(problem, said)
      ? l10n.t(
          "Let the nodes read {0} in the auto-storage account: check the storage account's firewall, and that its key or identity in the Batch account is current.",
          name,
        )
      : l10n.t(
          'Check that {0} is in the Batch account and is active there, and that the nodes can reach the auto-storage account.',
          name,
        ),
  ];
}

/** Finds the package that the node names, or one of the pool's packages in its message, or the pool's only package. */
function findPackage(
  { errorDetails, values }: ServiceProblem,
  said: string,
  pool: Pool | undefined,
): string | undefined {
  const own = findDetail(errorDetails ?? values, 'ApplicationPackageReference');
  if (own !== undefined && own !== '') return own.replace(':', ' ');
  const references = pool?.applicationPackageReferences ?? [];
  const named = references.find(({ applicationId }) => said.toLowerCase().includes(applicationId.toLowerCase()));
  const found = named ?? (references.length === 1 ? references[0] : undefined);
  return found === undefined
    ? undefined
    : [found.applicationId, found.version].filter((part) => part !== undefined).join(' ');
}

/** Finds the cause in the node's message, because images and mounts can fail in many ways. */
function findCause(problem: ServiceProblem, pool: Pool | undefined): ImageCause | undefined {
  const words = `${problem.message ?? ''} ${findSaid(problem) ?? ''}`;
  if (isSame(problem.code, 'MountConfigurationError')) return findMountCause(words) ?? findPoolCause(problem, pool);
  if (!/^(?:container|NodePreparationError)/i.test(problem.code ?? '')) return undefined;
  return findImageCause(words, findImage(problem, words, pool) ?? l10n.t('of the pool'), listRegistries(pool));
}

/** Finds mounts that get in each other's way, or one whose options cannot work, if the message shows no other cause. */
function findPoolCause(problem: ServiceProblem, pool: Pool | undefined): ImageCause | undefined {
  const count = pool?.mountConfiguration?.length ?? 0;
  if (count > 1 && /\b(?:File|already) exists\b/.test(findSaid(problem) ?? ''))
    return {
      category: 'conflict',
      what: continueAfterColon(l10n.t('Preparing a mount stopped at a file that already exists')),
      fixes: [
        l10n.t(
          'Leave one of the {0} mounts in the pool and make the others in the start task, or use another version of the image: preparing another mount may have created the file.',
          count,
        ),
      ],
      change: 'surroundings',
    };
  const { errorDetails, values } = problem;
  const path = findDetail(errorDetails ?? values, 'MountConfigurationPath');
  const mounts = (pool?.mountConfiguration ?? []).flatMap(({ azureBlobFileSystemConfiguration: one }) => one ?? []);
  const failed = mounts.find(({ relativeMountPath }) => path === undefined || relativeMountPath === path);
  const option = findOwnOption(failed?.blobfuseOptions ?? '');
  if (option === undefined) return undefined;
  return {
    category: 'bad-arguments',
    what: continueAfterColon(l10n.t('The mount option {0} is given after -o', option)),
    fixes: [l10n.t('Write {0} without -o in the `blobfuseOptions` of a new pool.', option)],
    change: 'surroundings',
  };
}

function findImage(problem: ServiceProblem, words: string, pool: Pool | undefined): string | undefined {
  const named = findDetail(problem.errorDetails ?? problem.values, 'ContainerImage', 'ContainerImageName', 'Image');
  const names = pool?.virtualMachineConfiguration?.containerConfiguration?.containerImageNames ?? [];
  return named ?? imageInWords.exec(words)?.[1] ?? (names.length === 1 ? names[0] : undefined);
}

/** Returns the title. The node's message names the package, whereas the code only gives the kind. */
function toNodeErrorTitle(
  problem: ServiceProblem,
  meaning: string,
  said: string | undefined,
  pool: Pool | undefined,
): string {
  const cause = findCause(problem, pool);
  if (cause !== undefined) return cause.what;
  if (isSame(problem.code, 'ApplicationPackageError')) {
    const name = findPackage(problem, said ?? problem.message ?? '', pool);
    return name === undefined
      ? toClause(meaning)
      : l10n.t("the application package {0} couldn't be deployed to the node", name);
  }
  return said !== undefined && isSame(problem.code, 'NodePreparationError') && said.length <= maxSaid
    ? l10n.t('{0} ({1})', toClause(meaning), said)
    : toClause(meaning);
}

/** Finds the pool's node agent and image, if the agent could not be installed because they don't match. */
function findMismatch(errors: readonly ServiceProblem[], pool: Pool | undefined) {
  const { imageReference: image, nodeAgentSKUId: agent } = pool?.virtualMachineConfiguration ?? {};
  if (agent === undefined || !errors.some(isAgent)) return undefined;
  const words = [image?.publisher, image?.offer, image?.sku].filter((word) => word !== undefined).join(' ');
  const mismatch = findAgentMismatch(agent, words);
  return mismatch === undefined ? undefined : { ...mismatch, words: `nodeAgentSKUId = ${agent}, image = ${words}` };
}

function describeMismatch(errors: readonly ServiceProblem[], pool: Pool | undefined): string {
  const mismatch = findMismatch(errors, pool);
  if (mismatch === undefined) return '';
  return l10n.t("The pool's node agent is for {0}, but its image is {1}.", mismatch.agent, mismatch.image);
}

function describeAgent(errors: readonly ServiceProblem[], pool: Pool | undefined): readonly Evidence[] {
  const mismatch = findMismatch(errors, pool);
  return mismatch === undefined ? [] : [{ text: mismatch.words, source: 'virtualMachineConfiguration' }];
}

function describeOther(problem: ServiceProblem): string {
  const meaning = findNodeCode(problem.code)?.entry.text().meaning;
  const said = meaning ?? toSentence(problem.message ?? problem.code ?? '?');
  return l10n.t('It also reports: {0}', continueAfterColon(said));
}

/** Maximum age in milliseconds of a node on which tasks have left hardly anything. */
const youngMs = 60 * 60_000;

/**
 * Describes why the disk of a node is full although tasks have left hardly anything on it; undefined if they may have
 * filled it or if that is unknown.
 */
function describeUnusedDisk(node: ComputeNode, pool: Pool | undefined): string | undefined {
  const hasOnlyImage = pool !== undefined && !putsOnNodes(pool);
  if (node.totalTasksRun === 0 && (node.runningTasksCount ?? 0) === 0)
    return hasOnlyImage
      ? l10n.t('No task has run on the node, so no task filled its disk: its image may leave too little space.')
      : l10n.t(
          'No task has run on the node, so its disk is filled by its image or by what the pool puts on its nodes.',
        );
  const ageMs = elapsedMs(node.allocationTime, node.stateTransitionTime);
  if (ageMs === undefined || ageMs >= youngMs) return undefined;
  const age = toDurationWords(ageMs);
  return hasOnlyImage
    ? l10n.t(
        'That was only {0} after the node was allocated, so its disk is filled by its image or the first tasks.',
        age,
      )
    : l10n.t(
        'That was only {0} after the node was allocated, so its disk is filled by its image, what the pool puts on its nodes, or the first tasks.',
        age,
      );
}

/**
 * Chooses the steps that free up the disk of a node. Deleting files is advised only for a node that Batch can reach and
 * that may have old files.
 */
function freeDisk(node: ComputeNode, pool: Pool | undefined, known: readonly Instruction[]): readonly Instruction[] {
  if (describeUnusedDisk(node, pool) !== undefined) return [];
  return isOneOf(node.state, ['unusable', 'unknown', 'offline']) ? [] : known;
}

/**
 * Returns advice that prevents the failure from recurring after the node works again: tasks that fill its disk should
 * leave less behind.
 */
function listPreventions({ code }: ServiceProblem, node: ComputeNode, pool: Pool | undefined): readonly Instruction[] {
  if (!isSame(code, 'DiskFull')) return [];
  if (describeUnusedDisk(node, pool) !== undefined)
    return [
      l10n.t(
        'If other nodes of the pool are full, too, use a pool with a VM size that has a larger disk, or put less on its nodes before tasks run.',
      ),
    ];
  return [
    l10n.t(
      'To prevent this from happening again, use a VM size with a larger disk, shorten `retentionTime`, or send results to storage.',
    ),
  ];
}
