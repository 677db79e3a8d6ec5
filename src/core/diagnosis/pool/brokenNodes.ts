import * as l10n from '@vscode/l10n';
import type { Pool } from '../../model/pool.ts';
import { isOneOf } from '../../model/words.ts';
import { capitalize } from '../../text/locale.ts';
import type { BrokenNode } from '../causes/failing.ts';
import { findOperatingSystem } from '../evidence/operatingSystem.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { shortenNodeIds, withoutSubject } from '../explanation/sentences.ts';
import { explainNodeErrors } from './nodeErrors.ts';
import { explainStartTask } from './startTask.ts';

/** So many reasons of broken nodes are named among the steps of their pool. */
const maxReasons = 3;

/**
 * What to fix in the definition of a pool before its nodes in this state are replaced or restarted: otherwise the next ones
 * break as these did. Nothing where it is not known why they broke, or where a node alone is at fault.
 */
export function adviseReasons(
  pool: Pool,
  broken: readonly BrokenNode[] | undefined,
  state: 'unusable' | 'starttaskfailed',
): readonly Fix[] {
  const steps = new Map<string, Fix>();
  for (const { node, startLogs } of broken ?? []) {
    if (!isOneOf(node.state, [state])) continue;
    const draft =
      state === 'unusable'
        ? explainNodeErrors(node, pool)
        : explainStartTask({ node, pool, os: findOperatingSystem(pool), ...startLogs });
    const step = draft && isKnown(draft, state) ? findStep(draft) : undefined;
    if (draft === undefined || step === undefined) continue;
    const title = capitalize(withoutSubject(shortenNodeIds(draft.title), [node.id]));
    const text = l10n.t('{title}: {step}', { title, step: step.text });
    const { property } = step;
    steps.set(text, {
      text,
      ...(property === undefined ? {} : { property }),
      ...(state === 'unusable' ? {} : { remedies: ['pool.editStartTask'] }),
    });
    if (steps.size >= maxReasons) break;
  }
  return [...steps.values()];
}

/** A start task is known to have failed for what its log shows. */
function isKnown({ confidence, evidence = [] }: Draft, state: string): boolean {
  return state === 'unusable' ? confidence !== 'guess' : evidence.some((piece) => piece?.isCause === true);
}

/** The first step, where that is not done to the node itself. */
function findStep({ fixes: [first] = [] }: Draft): Fix | undefined {
  return first?.remedies?.some((remedy) => remedy.startsWith('node.')) === true ? undefined : first;
}
