import * as l10n from '@vscode/l10n';
import type { ServiceProblem } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import { describeState } from '../../model/states.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import type { FailureCategory } from '../category.ts';
import { type Draft, toClause, toSentence } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import type { RemedyId } from '../explanation.ts';
import { maskLiterals } from '../mask.ts';
import { categorizeDetail } from '../messageCategory.ts';
import { joinSentences } from '../sentences.ts';
import { describeDetails, findDetail } from '../task/commonEvidence.ts';
import { describeSince } from './nodeState.ts';
import { describeProblem } from './resizeError.ts';

/** A node that reports errors of its own: disk, packages, agent, images. Undefined for one that reports none. */
export function explainNodeErrors(node: ComputeNode, pool: Pool | undefined): Draft | undefined {
  const [first, ...others] = node.errors ?? [];
  if (first === undefined) return undefined;
  const known = findNodeCode(first.code);
  const text = known?.entry.text();
  const said = findSaid(first);
  const meaning =
    text?.meaning ?? toSentence(first.message ?? first.code ?? l10n.t('it reports an error without a reason'));
  return {
    category: judge(first, known, said),
    code: known?.code ?? first.code,
    title: l10n.t(
      'Node {0} is {1}: {2}',
      node.id,
      describeState('node', node.state).label,
      titleOf(first, meaning, said),
    ),
    cause: joinSentences([
      meaning,
      text === undefined ? '' : describeCauses(text),
      said === undefined ? '' : l10n.t('The node says: {0}', toSentence(said)),
      ...others.map(describeOther),
      isSame(node.state, 'idle') || isSame(node.state, 'running') ? l10n.t('The node runs tasks all the same.') : '',
    ]),
    evidence: [
      ...(node.errors ?? []).map((error) => ({ ...describeProblem(error), source: 'node errors' })),
      describeSince(node),
    ],
    fixes: (node.errors ?? []).flatMap((error) => listFixes(error, pool)).map((fix) => ({ text: fix })),
    remedies: known?.remedies ?? ['node.uploadLogs', 'node.reboot', 'node.remove'],
    confidence: known === undefined ? 'guess' : isVague(known, first, said) ? 'likely' : 'certain',
    identity: maskLiterals(describeDetails(first.errorDetails ?? first.values)),
  };
}

/** What the node adds to a code. */
function findSaid({ errorDetails, values }: ServiceProblem): string | undefined {
  const details = errorDetails ?? values;
  return findDetail(details, 'Message', 'Reason') ?? (describeDetails(details) || undefined);
}

interface NodeCode extends KnownCode {
  readonly remedies: readonly RemedyId[];
}

/** Mounts and containers are of the node as well: what is known of their codes from tasks holds for it. */
function findNodeCode(code: string | undefined): NodeCode | undefined {
  const own = findCode('node', code);
  if (own !== undefined) return { ...own, remedies: own.entry.remedies };
  const ofTask = /^(?:mount|container)/i.test(code ?? '') ? findCode('taskFailure', code) : undefined;
  return ofTask === undefined ? undefined : { ...ofTask, remedies: ['node.reboot', 'node.remove'] };
}

/** "Could not be prepared" says least; what the node adds says what it was. */
function isVague(known: KnownCode, problem: ServiceProblem, said: string | undefined): boolean {
  return (
    isSame(known.code, 'NodePreparationError') &&
    categorizeDetail(`${problem.message ?? ''} ${said ?? ''}`) === undefined
  );
}

function judge(problem: ServiceProblem, known: KnownCode | undefined, said: string | undefined): FailureCategory {
  const read = categorizeDetail(`${problem.message ?? ''} ${said ?? ''}`);
  if (known === undefined) return read ?? 'node';
  if (isRefusedPackage(problem, said)) return 'auth-storage';
  const isPreparation = isSame(known.code, 'NodePreparationError');
  return isPreparation && (read === 'disk-full' || read === 'network-dns') ? read : known.entry.category;
}

/** A package that is there, and that storage does not let the node read. */
function isRefusedPackage({ code, message }: ServiceProblem, said: string | undefined): boolean {
  if (!isSame(code, 'ApplicationPackageError')) return false;
  const text = `${message ?? ''} ${said ?? ''}`;
  const read = categorizeDetail(text);
  // Packages are downloaded: such a number is a status of HTTP.
  return read === 'permission' || read === 'auth-storage' || /\b40[13]\b/.test(text);
}

function listFixes(problem: ServiceProblem, pool: Pool | undefined): readonly string[] {
  const known = findNodeCode(problem.code);
  const said = findSaid(problem);
  if (known === undefined) return [l10n.t('Upload the logs of the Batch agent and look for the error there.')];
  const { fixes } = known.entry.text();
  if (!isSame(known.code, 'ApplicationPackageError')) return fixes;
  const name = findPackage(said ?? problem.message ?? '', pool) ?? l10n.t('the package');
  return [
    isRefusedPackage(problem, said)
      ? l10n.t(
          'Let the nodes read {0} in the auto-storage account: check its firewall, and that its key or identity in the Batch account is the current one.',
          name,
        )
      : l10n.t(
          'Check that {0} is in the Batch account and is active there, and that the nodes reach its auto-storage.',
          name,
        ),
    l10n.t('Then reboot or replace the node.'),
  ];
}

/** The package of the pool that the message names, or the only one. */
function findPackage(said: string, pool: Pool | undefined): string | undefined {
  const references = pool?.applicationPackageReferences ?? [];
  const named = references.find(({ applicationId }) => said.toLowerCase().includes(applicationId.toLowerCase()));
  const found = named ?? (references.length === 1 ? references[0] : undefined);
  return found === undefined
    ? undefined
    : [found.applicationId, found.version].filter((part) => part !== undefined).join(' ');
}

/** The node's own words name the image or package; the code only the kind. */
function titleOf({ code }: ServiceProblem, meaning: string, said: string | undefined): string {
  const isTelling = isSame(code, 'NodePreparationError') || isSame(code, 'ApplicationPackageError');
  return said !== undefined && isTelling && said.length <= 160
    ? l10n.t('{0} ({1})', toClause(meaning), said)
    : toClause(meaning);
}

function describeOther(problem: ServiceProblem): string {
  const meaning = findNodeCode(problem.code)?.entry.text().meaning;
  return l10n.t('It also reports: {0}', meaning ?? toSentence(problem.message ?? problem.code ?? '?'));
}
