import * as l10n from '@vscode/l10n';
import { pickUnfinished } from '../app/actions/bulk/pickBulk.ts';
import { resumeBulk } from '../app/actions/bulk/resumeBulk.ts';
import type { KeptBulk } from '../app/actions/run/bulkFolder.ts';
import { foresee, retry as retryTasks } from '../app/actions/task/retry.ts';
import type { AskedRetry, Group } from '../app/actions/task/retryInstead.ts';
import { describeRetryPlan, listRequests } from '../app/actions/task/retryQuestion.ts';
import type { App } from '../app/app.ts';
import { countLeftOut, countOutcomes, type ItemOutcome, isAllDone } from '../core/changes/bulk/bulkRecord.ts';
import {
  describeOnlyRetry,
  describeRetryDetails,
  describeRetryGroup,
  describeUnknown,
  narrowGroup,
} from '../core/changes/retryPlan.ts';
import { toShownName } from '../core/model/account.ts';
import { toKey } from '../core/model/resource.ts';
import { accountOptions } from './account.ts';
import { makeApp } from './app.ts';
import type { CliCommand } from './commandLine.ts';
import { exitCodes, NothingThere, WrongUse } from './exit.ts';
import { toPath } from './home.ts';
import { causeOption, checkCause, listTasks } from './listTasks.ts';
import { whileTasksAreExplained } from './lookIntoAll.ts';
import type { Output } from './output.ts';
import { type Session, withSession } from './session.ts';
import { makeTerminal } from './terminal.ts';

/**
 * Retries failed tasks as the extension does: asks first, saves the tasks' evidence, and records the retry so that it
 * can be resumed.
 */
export const retry: CliCommand = {
  describe: () => l10n.t("Retry a job's failed tasks, or all tasks with a specific cause, after asking"),
  takes: '[JOB [TASK…]]',
  options: {
    ...causeOption,
    'dry-run': { type: 'boolean', describe: () => l10n.t('Show what a retry would do, and change nothing') },
    retryable: {
      type: 'boolean',
      describe: () =>
        l10n.t(
          'Only tasks that may succeed: leave out those that fail again unless their cause is fixed. If none is left, it ends with exit code {0}',
          exitCodes.notDone,
        ),
    },
    resume: { type: 'boolean', describe: () => l10n.t('Continue an interrupted retry') },
    yes: {
      type: 'boolean',
      describe: () =>
        l10n.t(
          'Retry without asking, but only tasks that lose no files in wd; their logs are replaced, after the end of them is saved. If none is left, or your rule says that a retry never helps, it ends with exit code {0}',
          exitCodes.unanswered,
        ),
    },
    ...accountOptions,
  },
  examples: ['nightly', 'nightly frame-7 frame-8', 'nightly --retryable --yes', '--resume'],
  run(given, output) {
    const { length: named } = given.names;
    const isOfCause = given.text('cause') !== undefined;
    const isChosen = isOfCause || given.is('dry-run') || given.is('retryable');
    if (given.is('resume') ? isChosen || named > 0 : isOfCause ? named > 1 : named === 0)
      throw new WrongUse(l10n.t('Which tasks? Specify a job and its tasks, or --cause, or --resume.'));
    checkCause(given);
    const terminal = makeTerminal(output, given.is('yes'));
    const retrying = async (session: Session) => {
      let bulkId: string | undefined;
      const app = makeApp(session, terminal, (id) => {
        bulkId = id;
      });
      const isRest = given.is('resume');
      let leftOut: ReturnType<typeof listHopeless> = [];
      if (isRest) {
        bulkId = await findUnfinished(app, session.store.account.id, output);
        if (bulkId !== undefined) await resumeBulk(app, bulkId, { onlyGivenUp: false });
      } else {
        const all = await listTasks(app, session, given);
        const mustForesee = given.is('dry-run') || given.is('retryable');
        const asked = mustForesee ? await foresee(app, all) : undefined;
        const isLeftOut = ({ outlook }: Group) => given.is('retryable') && outlook === 'failsAgain';
        const hopeless = asked?.groups.filter(isLeftOut) ?? [];
        leftOut = listHopeless(hopeless);
        if (hopeless.length > 0) output.note(l10n.t('Left out: {0}', hopeless.map(describeRetryGroup).join(' ')));
        if (given.is('dry-run') && asked !== undefined) {
          const kept = { ...asked, groups: asked.groups.filter((group) => !isLeftOut(group)) };
          if (given.is('json')) output.printJson(toPlanJson(kept, leftOut));
          else {
            const lines = [...describeRetryPlan(kept, (names) => names), ...listRequests(kept)];
            const none = l10n.t('Nothing would be retried, because no task may succeed as it is.');
            output.print(lines.join('\n') || none);
          }
          return exitCodes.done;
        }
        const without = new Set(leftOut.map(({ resource }) => toKey(resource)));
        const tasks = all.filter((task) => !without.has(toKey(task)));
        if (tasks.length === 0) {
          if (given.is('json')) output.printJson(toJson(undefined, leftOut));
          output.note(l10n.t('Nothing was retried, because no task may succeed as it is.'));
          return exitCodes.notDone;
        }
        // A note makes `retryTasks` ask, even if VS Code would not.
        await retryTasks(app, tasks, [l10n.t('Account: {0}', toShownName(session.store.account))]);
      }
      const bulk = bulkId === undefined ? undefined : await app.bulks.get(bulkId);
      if (given.is('json')) output.printJson(toJson(bulk, leftOut));
      if (bulk === undefined) return terminal.hasWarned ? exitCodes.notDone : exitCodes.done;
      const { outcomes, plan } = bulk.record;
      const { resource } = plan.items.find((_, index) => outcomes[index]?.outcome === 'done') ?? {};
      const saved = resource?.kind === 'task' ? (await session.journal.list(resource)).at(-1)?.logs : undefined;
      const hasLogs = saved?.some(({ text }) => text !== undefined) === true;
      const name = resource?.kind === 'task' && hasLogs ? session.nameSavedLogs?.(resource) : undefined;
      if (name !== undefined) output.note(l10n.t('The logs before the retry: {0}', name.replaceAll('`', '')));
      // Items that were left out at the beginning were reported at that time.
      const isWhole = isAllDone(outcomes) && (isRest || countLeftOut(plan) === 0);
      return isWhole && !terminal.hasWarned ? exitCodes.done : exitCodes.notDone;
    };
    const known = async (session: Session) => {
      const [jobId, ...taskIds] = given.names;
      if (given.is('resume') || !isChosen || taskIds.length > 0) return retrying(session);
      return whileTasksAreExplained(session, output, jobId, () => retrying(session));
    };
    const ended = withSession(given, output, undefined, known, { isSaving: true });
    return ended.finally(() => terminal.close());
  },
};

/** Returns the retry to resume. If there is none, prints a message and returns undefined. */
async function findUnfinished(app: App, accountId: string, output: Output): Promise<string | undefined> {
  try {
    return await pickUnfinished(app, undefined, accountId);
  } catch (error) {
    if (!(error instanceof NothingThere)) throw error;
    output.note(error.message);
    return undefined;
  }
}

/** Lists the tasks of groups that would fail again, each with what is said of its group. */
function listHopeless(groups: readonly Group[]) {
  return groups.flatMap((group) =>
    group.items.map(({ candidate: { resource } }) => ({ resource, why: describeRetryGroup(group) })),
  );
}

/**
 * Converts the plan and its outcomes to JSON. The plan is empty if there was nothing to do. `without` are tasks that were
 * left out before it was made.
 */
function toJson(bulk: KeptBulk | undefined, without: ReturnType<typeof listHopeless>) {
  const { plan, outcomes = [] } = bulk?.record ?? {};
  const { items = [], leftOut = [] } = plan ?? {};
  return {
    planned: items.length,
    ...countOutcomes(outcomes),
    tasks: items.map(({ resource }, index) => ({ resource, ...toBecame(outcomes[index]) })),
    leftOut: [
      ...without,
      ...leftOut.flatMap(({ reason: why, items: left }) => left.map(({ resource }) => ({ resource, why }))),
    ],
    journal: bulk && toPath('bulk', bulk.file),
  };
}

/** Converts the plan of a retry that was not started to the same form. */
function toPlanJson({ groups, judged: { refused } }: AskedRetry, without: ReturnType<typeof listHopeless>) {
  const tasks = groups.flatMap((group) =>
    group.items.map((item) => {
      const { candidate, cause, wait } = item;
      const alone = narrowGroup(group, item);
      return {
        resource: candidate.resource,
        outcome: 'notStarted',
        outlook: group.outlook,
        needs: cause?.change ?? 'unknown',
        why: [
          describeOnlyRetry(alone),
          ...describeUnknown(alone),
          ...describeRetryDetails(alone),
          ...(wait === undefined ? [] : [wait]),
        ].join(' '),
      };
    }),
  );
  const leftOut = [...without, ...refused.map(({ resource, reason: why }) => ({ resource, why }))];
  return { planned: tasks.length, ...countOutcomes([]), notStarted: tasks.length, isDryRun: true, tasks, leftOut };
}

/** Names an outcome in the same way as the counts. */
function toBecame(outcome: ItemOutcome = { outcome: 'notBegun' }) {
  switch (outcome.outcome) {
    case 'notBegun':
      return { outcome: 'notStarted' };
    case 'sent':
      return { outcome: 'unknown' };
    case 'done':
      return { outcome: 'done', why: outcome.note };
    case 'failed':
      return { outcome: 'failed', code: outcome.code, why: outcome.message };
    case 'unknown':
      return { outcome: 'unknown', why: outcome.reason };
  }
}
