import * as l10n from '@vscode/l10n';
import { toOptionName } from '../compare/options.ts';
import { isSame } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import type { TaskCase } from '../process/taskCase.ts';
import { type Contrast, findContrasts } from '../suspects/contrasts.ts';
import { describeContrast } from '../suspects/describeContrast.ts';
import { describeSuspect } from '../suspects/describeSuspect.ts';
import { findBadNode, findSuspects, hasTrait, type Suspect } from '../suspects/findSuspects.ts';
import { nameValue } from '../suspects/nameValue.ts';
import { type Observation, observeTasks } from '../suspects/observation.ts';

/** The failed task, and the others of its job that ended. */
type Observations = readonly [own: Observation, ...others: Observation[]];

function observe({ task, siblings, node, nodes }: TaskCase): Observations | undefined {
  if (siblings.length === 0) return undefined;
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const [own, ...others] = observeTasks([task, ...siblings], known);
  return own === undefined ? undefined : [own, ...others];
}

/** The draft with how the task differs from others; a bad node is taken offline before anything else is tried. */
export function withSuspects(theCase: TaskCase, draft: Draft): Draft {
  const observed = observe(theCase);
  if (observed === undefined) return draft;
  const [own, ...others] = observed;
  const suspects = findSuspects(observed).filter((suspect) => hasTrait(own, suspect));
  const contrasts = findContrasts(own, others).filter(canBeTold);
  const evidence = [
    ...suspects.filter((suspect) => !contrasts.some((contrast) => saysMore(contrast, suspect))).map(describeSuspect),
    ...contrasts.filter((contrast) => !suspects.some((suspect) => saysSame(suspect, contrast))).map(describeContrast),
  ].map(toEvidence);
  const node = findBadNode(suspects);
  const extended = {
    ...draft,
    evidence: [...(draft.evidence ?? []), ...evidence],
    fixes: [...(isOutOfMemory(draft) ? contrasts.flatMap(adviseLess) : []), ...(draft.fixes ?? [])],
  };
  if (node === undefined) return extended;
  const offline = l10n.t('Take node {0} offline and retry the task: it runs on another one.', node);
  return {
    ...extended,
    fixes: [{ text: offline }, ...extended.fixes],
    remedies: [...(draft.remedies ?? []), 'node.disableScheduling'],
  };
}

/** Two secrets look the same where they are hidden. */
function canBeTold({ trait, own, other }: Contrast): boolean {
  return own === undefined || other === undefined || nameValue(trait, own) !== nameValue(trait, other);
}

function isOutOfMemory({ category }: Draft): boolean {
  return category === 'out-of-memory' || category === 'gpu';
}

/** Of memory a program needs less with a smaller number, such as the size of its batches. */
function adviseLess({ trait, own = '', other = '' }: Contrast): readonly Fix[] {
  const [name, value] = [toOptionName(own), Number(own.slice(toOptionName(own).length + 1))];
  const usual = Number(other.slice(toOptionName(other).length + 1));
  if (trait !== 'option' || other === '' || !(usual > 0 && value > usual)) return [];
  return [
    {
      text: l10n.t('Lower `{option}` from {value} to {usual}, with which other tasks of this job succeeded.', {
        option: name,
        value,
        usual,
      }),
      property: ['commandLine'],
    },
  ];
}

/** Whether a contrast has the numbers of a suspicion, and what those that succeeded have instead. */
function saysMore({ trait, own, other }: Contrast, suspect: Suspect): boolean {
  return other !== undefined && suspect.alternatives.length === 0 && trait === suspect.trait && own === suspect.value;
}

/** Whether a suspicion says all that a contrast does. */
function saysSame(suspect: Suspect, contrast: Contrast): boolean {
  const isNamed = [suspect, ...suspect.alternatives].some(
    ({ trait, value }) => trait === contrast.trait && value === contrast.own,
  );
  return isNamed && !saysMore(contrast, suspect);
}

function toEvidence(text: string): Evidence {
  return { text, source: 'siblings' };
}
