import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../query/numbers.ts';
import { isOffered } from '../../remedy/offers.ts';
import { toOptionName } from '../causes/commandOptions.ts';
import type { Contrast } from '../causes/contrasts.ts';
import { type Differences, findDifferences } from '../causes/differences.ts';
import { findBadNode } from '../causes/findSuspects.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { canRetry } from '../process/nextStep.ts';
import type { TaskCase } from '../process/taskCase.ts';

/** The draft with how the task differs from others; a bad node is taken offline before anything else is tried. */
export function withSuspects(theCase: TaskCase, draft: Draft): Draft {
  const { task, siblings, nodes, node } = theCase;
  const differences = findDifferences(task, siblings, nodes, node);
  const { suspects, contrasts, sentences } = differences;
  const badNode = findBadNode(suspects);
  const extended = {
    ...draft,
    evidence: [...(draft.evidence ?? []), ...sentences.map(toEvidence), describeCompared(theCase, differences)],
    fixes: [...(isOutOfMemory(theCase, draft) ? contrasts.flatMap(adviseLess) : []), ...(draft.fixes ?? [])],
  };
  const canLeave = node === undefined || isOffered('node.disableScheduling', theCase);
  if (badNode === undefined || !canLeave || !canRetry(theCase) || draft.change === 'definition') return extended;
  const offline = {
    text: l10n.t('Take node {0} offline and retry the task: it runs on another one.', badNode),
    ofSeveral: l10n.t('Take node {0} offline and retry the tasks: they run on other ones.', badNode),
  };
  return {
    ...extended,
    fixes: [{ ...offline, remedies: ['node.disableScheduling', 'task.retry'] }, ...extended.fixes],
  };
}

function toEvidence(text: string): Evidence {
  return { text, source: 'siblings' };
}

/** In a large job only some tasks are known. */
function describeCompared({ counts }: TaskCase, { sentences, compared }: Differences): Evidence | undefined {
  if (counts === undefined || sentences.length === 0 || counts.completed <= compared) return undefined;
  return toEvidence(
    l10n.t('These numbers are of the {compared} tasks that were compared, of {all} that ended.', {
      compared: formatNumber(compared),
      all: formatNumber(counts.completed),
    }),
  );
}

/** A GPU fails for many other reasons than its memory. */
function isOutOfMemory({ stdout = '', stderr = '' }: TaskCase, { category }: Draft): boolean {
  if (category === 'out-of-memory') return true;
  return category === 'gpu' && [stderr, stdout].some((log) => /out.?of.?memory/i.test(log));
}

/** A program needs less memory with a smaller number, such as its batch size. */
function adviseLess({ trait, own = '', other = '' }: Contrast): readonly Fix[] {
  const option = toOptionName(own);
  const [value, usual] = [readNumber(own), readNumber(other)];
  if (trait !== 'option' || !(usual > 0 && value > usual)) return [];
  return [
    {
      text: l10n.t('Lower `{option}` from {value} to {usual}, with which other tasks of this job succeeded.', {
        option,
        value,
        usual,
      }),
      property: ['commandLine'],
    },
  ];
}

function readNumber(option: string): number {
  return Number(option.slice(toOptionName(option).length + 1));
}
