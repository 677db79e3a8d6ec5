import * as l10n from '@vscode/l10n';
import { findIdProblem } from '../../places/ids.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { isSame } from '../evidence/time.ts';
import { type DefinitionNode, find, findGiven, findNumber, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPutInLater } from './placeholders.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Checks that a job names either a pool or an automatic pool, and only one of them. */
export function checkPoolInfo(node: DefinitionNode): readonly DefinitionFinding[] {
  const poolId = findGiven(node, 'poolId');
  const automatic = findGiven(node, 'autoPoolSpecification');
  if (poolId !== undefined && automatic !== undefined)
    return [
      toFinding(automatic, 'two-pools', l10n.t('A job can have "poolId" or "autoPoolSpecification", but not both.')),
    ];
  if (poolId === undefined && automatic === undefined)
    return [toFinding(node, 'no-pool', l10n.t('A job needs "poolId" or "autoPoolSpecification".'))];
  return [];
}

/**
 * Checks an automatic pool: only a pool of a job schedule can outlive its job (Batch documentation:
 * "PoolLifetimeOption").
 */
export function checkAutoPool(job: DefinitionNode): readonly DefinitionFinding[] {
  const lifetime = find(job, 'poolInfo', 'autoPoolSpecification', 'poolLifetimeOption');
  if (lifetime?.type !== 'string' || !isSame(String(lifetime.value), 'jobschedule')) return [];
  const message = l10n.t('Only a job schedule can have a pool with this lifetime. Write "{0}".', 'job');
  return [
    toFinding(lifetime, 'invalid-value', message, replaceWith(lifetime, 'job', l10n.t('Change to "{0}"', 'job'))),
  ];
}

/** Checks for settings that end a job too early, or never. */
export function checkJob(node: DefinitionNode): readonly DefinitionFinding[] {
  const release = findGiven(node, 'jobReleaseTask');
  const complete = findGiven(node, 'onAllTasksComplete');
  const findings: DefinitionFinding[] = [];
  if (release !== undefined && findGiven(node, 'jobPreparationTask') === undefined) {
    const message = l10n.t('A release task needs a preparation task ("jobPreparationTask").');
    findings.push(toFinding(release, 'release-without-preparation', message));
  }
  if (complete !== undefined && isSame(String(complete.value), 'terminatejob') && !bringsTasks(node)) {
    const message = l10n.t(
      'With this value, a job that has no tasks yet ends immediately. Add the tasks first and set it afterward, or use a job manager task.',
    );
    findings.push(toFinding(complete, 'ends-at-once', message));
  }
  return [...findings, ...findIdClash(node)];
}

/** Checks whether a job has tasks before the service checks for their completion. */
function bringsTasks(job: DefinitionNode): boolean {
  return ['jobManagerTask', 'taskFactory', 'applicationTemplateInfo'].some(
    (name) => findGiven(job, name) !== undefined,
  );
}

/** Finds equal IDs of the preparation and release tasks; the default IDs count, too. */
function findIdClash(node: DefinitionNode): readonly DefinitionFinding[] {
  const preparation = findString(node, 'jobPreparationTask', 'id') ?? 'jobpreparation';
  const release = findString(node, 'jobReleaseTask', 'id') ?? 'jobrelease';
  const value = find(node, 'jobReleaseTask', 'id') ?? find(node, 'jobPreparationTask', 'id');
  if (value === undefined || !isSame(preparation, release)) return [];
  return [toFinding(value, 'same-id', l10n.t('The preparation task and the release task have the same ID.'))];
}

/** Checks for task settings that can never work. */
export function checkTask(node: DefinitionNode): readonly DefinitionFinding[] {
  const slots = findGiven(node, 'requiredSlots');
  const findings: DefinitionFinding[] = [];
  if (
    slots !== undefined &&
    (findNumber(node, 'requiredSlots') ?? 1) !== 1 &&
    findGiven(node, 'multiInstanceSettings') !== undefined
  ) {
    const message = l10n.t('A multi-instance task needs "requiredSlots" to be 1.');
    findings.push(toFinding(slots, 'multi-instance-slots', message));
  }
  const itself = findItself(node);
  if (itself !== undefined) {
    const message = l10n.t('The task depends on itself and would never start.');
    findings.push(toFinding(itself, 'depends-on-itself', message));
  }
  return findings;
}

function findItself(task: DefinitionNode): DefinitionNode | undefined {
  const dependsOn = findGiven(task, 'dependsOn');
  const id = dependsOn === undefined ? undefined : findString(task, 'id')?.toLowerCase();
  if (id === undefined) return undefined;
  const named = listItems(find(dependsOn, 'taskIds')).find(({ value }) => String(value).toLowerCase() === id);
  const number = /^[1-9]\d{0,14}$|^0$/.test(id) ? Number(id) : Number.NaN;
  return (
    named ??
    listItems(find(dependsOn, 'taskIdRanges')).find(
      (range) =>
        (findNumber(range, 'start') ?? Number.NaN) <= number && number <= (findNumber(range, 'end') ?? Number.NaN),
    )
  );
}

/** Finds endless retries of tasks in a job that has no time limit to end them. */
export function checkJobRetries(node: DefinitionNode): readonly DefinitionFinding[] {
  return findGiven(node, 'maxWallClockTime') === undefined ? checkRetries(node) : [];
}

/**
 * Finds endless retries of a task, whose time limit restarts with each retry (Batch documentation:
 * "TaskExecutionInformation: startTime").
 */
export function checkRetries(node: DefinitionNode): readonly DefinitionFinding[] {
  const retries = findGiven(node, 'maxTaskRetryCount');
  if (retries?.value !== -1) return [];
  const message = l10n.t("A program that always fails would run again and again, and you'd pay for the nodes.");
  return [toFinding(retries, 'endless-retries', message)];
}

const shortestRetentionMs = 60 * 60_000;

/** Finds retention times so short that files are deleted before anyone reads them. */
export function checkRetention(node: DefinitionNode): readonly DefinitionFinding[] {
  const retention = findGiven(node, 'retentionTime');
  const ms = parseDuration(findString(node, 'retentionTime') ?? '');
  if (retention === undefined || ms === undefined || ms >= shortestRetentionMs) return [];
  const message = l10n.t("The task's logs and other files are deleted {0} after it ends.", toDurationWords(ms));
  return [toFinding(retention, 'short-retention', message)];
}

/** Checks that an application is named by its ID, or by its resource ID as pools require. */
export function checkPackage(node: DefinitionNode): readonly DefinitionFinding[] {
  const value = findGiven(node, 'applicationId');
  const id = findString(node, 'applicationId')?.trim() ?? '';
  if (value === undefined || id === '' || isPutInLater(id) || id.startsWith('/')) return [];
  const problem = findIdProblem(id);
  if (problem === undefined) return [];
  const isVersioned = /^[\w-]{1,64}[#:@]\d[\w.-]*$/.test(id);
  const advice = isVersioned ? ` ${l10n.t('The version belongs in `version`.')}` : '';
  return [toFinding(value, 'invalid-id', `${problem}${advice}`)];
}

/** Checks that a user identity names either an automatic user or a user name, but not both. */
export function checkUserIdentity(node: DefinitionNode): readonly DefinitionFinding[] {
  const automatic = findGiven(node, 'autoUser');
  if (automatic === undefined || findGiven(node, 'username') === undefined) return [];
  return [
    toFinding(automatic, 'two-users', l10n.t('A user identity can have "username" or "autoUser", but not both.')),
  ];
}

/** Checks for a schedule that ends before it begins or has already ended. */
export function checkSchedule(node: DefinitionNode, { now }: RuleContext): readonly DefinitionFinding[] {
  const [from, to] = [
    Date.parse(findString(node, 'doNotRunUntil') ?? ''),
    Date.parse(findString(node, 'doNotRunAfter') ?? ''),
  ];
  const end = findGiven(node, 'doNotRunAfter');
  if (end !== undefined && to <= now)
    return [toFinding(end, 'idle-schedule', l10n.t("This time has passed, so the schedule won't create any jobs."))];
  return end !== undefined && to <= from
    ? [toFinding(end, 'ends-before-start', l10n.t('"{0}" is before "{1}".', 'doNotRunAfter', 'doNotRunUntil'))]
    : [];
}

/** Checks for a range that ends before it starts. */
export function checkStartEnd(startName: string, endName: string): Rule {
  return (node) => {
    const [start, end] = [findGiven(node, startName), findGiven(node, endName)];
    if (start?.type !== 'number' || end?.type !== 'number' || Number(start.value) <= Number(end.value)) return [];
    return [toFinding(end, 'reversed-range', l10n.t('"{0}" is before "{1}".', endName, startName))];
  };
}

/** Returns a function that reports IDs that occur twice, ignoring case, among the definitions passed to it in turn. */
export function watchIds(): (node: DefinitionNode, objectName: string) => DefinitionFinding | undefined {
  const seen = new Set<string>();
  return (node, objectName) => {
    const value = findGiven(node, 'id');
    if (typeof value?.value !== 'string') return undefined;
    const id = `${objectName} ${value.value.toLowerCase()}`;
    if (!seen.has(id)) {
      seen.add(id);
      return undefined;
    }
    const message = l10n.t('This ID appears twice in the list; IDs that differ only in case are considered the same.');
    return toFinding(value, 'duplicate-id', message);
  };
}
