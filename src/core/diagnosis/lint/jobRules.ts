import * as l10n from '@vscode/l10n';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findNumber, findString, listItems, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

function contradiction(node: DefinitionNode, message: string): DefinitionFinding {
  return toFinding(node, { code: 'contradiction', severity: 'error', message });
}

/** A job runs on one pool, given or made for it. */
export function checkPoolInfo(node: DefinitionNode): readonly DefinitionFinding[] {
  const poolId = find(node, 'poolId');
  const automatic = find(node, 'autoPoolSpecification');
  if (poolId !== undefined && automatic !== undefined)
    return [contradiction(automatic, l10n.t('A job has either "poolId" or "autoPoolSpecification".'))];
  if (poolId === undefined && automatic === undefined)
    return [contradiction(node, l10n.t('A job needs "poolId" or "autoPoolSpecification".'))];
  return [];
}

/** What about a job ends it too early, or never. */
export function checkJob(node: DefinitionNode): readonly DefinitionFinding[] {
  const release = find(node, 'jobReleaseTask');
  const complete = find(node, 'onAllTasksComplete');
  const findings: DefinitionFinding[] = [];
  if (release !== undefined && find(node, 'jobPreparationTask') === undefined) {
    findings.push(contradiction(release, l10n.t('A release task needs a preparation task ("jobPreparationTask").')));
  }
  if (
    complete !== undefined &&
    isSame(String(complete.value), 'terminatejob') &&
    find(node, 'jobManagerTask') === undefined
  ) {
    findings.push(
      toFinding(complete, {
        code: 'ends-at-once',
        severity: 'warning',
        message: l10n.t(
          'A job that has no tasks yet ends at once with this value. Add the tasks first and set it afterwards, or use a job manager task.',
        ),
      }),
    );
  }
  return [...findings, ...findIdClash(node)];
}

/** Ids of the preparation and the release task must differ, also where they are the default ones. */
function findIdClash(node: DefinitionNode): readonly DefinitionFinding[] {
  const preparation = findString(node, 'jobPreparationTask', 'id') ?? 'jobpreparation';
  const release = findString(node, 'jobReleaseTask', 'id') ?? 'jobrelease';
  const value = find(node, 'jobReleaseTask', 'id') ?? find(node, 'jobPreparationTask', 'id');
  if (value === undefined || !isSame(preparation, release)) return [];
  return [contradiction(value, l10n.t('The preparation and the release task have the same id.'))];
}

/** What about a task can never work. */
export function checkTask(node: DefinitionNode): readonly DefinitionFinding[] {
  const slots = find(node, 'requiredSlots');
  const instances = find(node, 'multiInstanceSettings');
  const id = findString(node, 'id')?.toLowerCase();
  const findings: DefinitionFinding[] = [];
  if (instances !== undefined && slots !== undefined && (findNumber(node, 'requiredSlots') ?? 1) !== 1) {
    findings.push(contradiction(slots, l10n.t('A multi-instance task needs "requiredSlots" to be 1.')));
  }
  const itself = listItems(find(node, 'dependsOn', 'taskIds')).find(
    ({ value }) => id !== undefined && String(value).toLowerCase() === id,
  );
  if (itself !== undefined) {
    findings.push(contradiction(itself, l10n.t('The task depends on itself and would never start.')));
  }
  return findings;
}

/** Either an automatic user or a named one. */
export function checkUserIdentity(node: DefinitionNode): readonly DefinitionFinding[] {
  const automatic = find(node, 'autoUser');
  if (automatic === undefined || find(node, 'username') === undefined) return [];
  return [contradiction(automatic, l10n.t('A user identity has either "username" or "autoUser".'))];
}

/** A schedule that ends before it begins. */
export function checkSchedule(node: DefinitionNode): readonly DefinitionFinding[] {
  const [from, to] = [
    Date.parse(findString(node, 'doNotRunUntil') ?? ''),
    Date.parse(findString(node, 'doNotRunAfter') ?? ''),
  ];
  const end = find(node, 'doNotRunAfter');
  return end !== undefined && to <= from
    ? [contradiction(end, l10n.t('"{0}" is before "{1}".', 'doNotRunAfter', 'doNotRunUntil'))]
    : [];
}
