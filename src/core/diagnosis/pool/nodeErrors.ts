import * as l10n from '@vscode/l10n';
import type { ServiceProblem } from '../../model/common.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { describeState } from '../../model/states.ts';
import { describeCauses } from '../catalogue/entry.ts';
import { findCode, type KnownCode } from '../catalogue/find.ts';
import type { FailureCategory } from '../category.ts';
import { type Draft, toClause, toSentence } from '../draft.ts';
import { isSame } from '../evidence/time.ts';
import { maskLiterals } from '../mask.ts';
import { categorizeDetail } from '../messageCategory.ts';
import { joinSentences } from '../sentences.ts';
import { describeDetails, findDetail } from '../task/commonEvidence.ts';
import { describeSince } from './nodeState.ts';
import { describeProblem } from './resizeError.ts';

/** A node that reports errors of its own: disk, packages, agent, images. Undefined for one that reports none. */
export function explainNodeErrors(node: ComputeNode): Draft | undefined {
  const [first, ...others] = node.errors ?? [];
  if (first === undefined) return undefined;
  const known = findCode('node', first.code);
  const text = known?.entry.text();
  const details = first.errorDetails ?? first.values;
  const said = findDetail(details, 'Message', 'Reason') ?? (describeDetails(details) || undefined);
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
    fixes: (text?.fixes ?? [l10n.t('Upload the logs of the Batch agent and look for the error there.')]).map((fix) => ({
      text: fix,
    })),
    remedies: known?.entry.remedies ?? ['node.uploadLogs', 'node.reboot', 'node.remove'],
    confidence: known === undefined ? 'guess' : isVague(known, first, said) ? 'likely' : 'certain',
    identity: maskLiterals(describeDetails(details)),
  };
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
  const isPreparation = isSame(known.code, 'NodePreparationError');
  return isPreparation && (read === 'disk-full' || read === 'network-dns') ? read : known.entry.category;
}

/** The node's own words name the image or package; the code only the kind. */
function titleOf({ code }: ServiceProblem, meaning: string, said: string | undefined): string {
  const isTelling = isSame(code, 'NodePreparationError') || isSame(code, 'ApplicationPackageError');
  return said !== undefined && isTelling && said.length <= 160
    ? l10n.t('{0} ({1})', toClause(meaning), said)
    : toClause(meaning);
}

function describeOther(problem: ServiceProblem): string {
  const meaning = findCode('node', problem.code)?.entry.text().meaning;
  return l10n.t('It also reports: {0}', meaning ?? toSentence(problem.message ?? problem.code ?? '?'));
}
