import * as l10n from '@vscode/l10n';
import { findLargest } from '../../../core/extremes.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { TaskConstraints } from '../../../core/model/common.ts';
import type { Task } from '../../../core/model/task.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { plural } from '../../../core/text/plural.ts';
import { hourMs, parseDuration, toDurationWords } from '../../../core/words/durations.ts';
import { asCount, formatNumber, parseDecimal } from '../../../core/words/numbers.ts';
import type { WithUi } from '../../ui.ts';

/** The service's value for no limit. */
const unlimited = 'P10675199DT2H48M5.4775807S';
const mostHours = 10_000;
const mostRetries = 1_000;
const maxShownIdLength = 64;

/** New limits for failed tasks before they run again, with a sentence that describes them. */
export interface PickedLimits {
  readonly constraints: TaskConstraints;
  readonly note: string;
}

/** Asks for the time limit of tasks, and for the number of automatic retries by Batch. Throws `Cancelled`. */
export async function pickLimits(services: WithUi, tasks: readonly Task[]): Promise<PickedLimits> {
  const title = toLimitsTitle(tasks);
  const limits = tasks.map(({ constraints }) => parseDuration(constraints?.maxWallClockTime ?? '') ?? Infinity);
  const longest = findLargest(limits.filter(Number.isFinite), 0);
  const choices = [
    ...(longest > 0
      ? [
          {
            label: l10n.t('Double the Time Limit'),
            detail: l10n.t('Each task may run for {0}.', toDurationWords(longest * 2)),
            pick: async () => toLimit(longest * 2),
          },
        ]
      : []),
    {
      label: l10n.t('Another Time Limit…'),
      detail: l10n.t('Enter a number of hours.'),
      pick: async () =>
        toLimit((await enterNumber(services, title, l10n.t('Hours that each task may run'), refuseHours)) * hourMs),
    },
    {
      label: l10n.t('No Time Limit'),
      detail: l10n.t('Each task runs until it ends on its own or you terminate it.'),
      pick: async () => ({
        constraints: { maxWallClockTime: unlimited },
        note: l10n.t("The tasks won't have a time limit when they run again."),
      }),
    },
    {
      label: l10n.t('Automatic Retries…'),
      detail: l10n.t('The time limit stays the same. Batch retries each task automatically when its program fails.'),
      pick: async () => toRetries(await enterNumber(services, title, l10n.t('Retries per task'), refuseRetries)),
    },
  ];
  const placeholder = l10n.t('Limits for the tasks when they run again');
  const chosen = await services.ui.choose(choices, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

function toLimitsTitle(tasks: readonly Task[]): string {
  return plural(tasks.length, {
    '=1': l10n.t('Change limits for task {0}', toShortVisible(tasks[0]?.id ?? '', maxShownIdLength)),
    one: l10n.t('Change limits for {count} task', asCount(tasks.length)),
    other: l10n.t('Change limits for {count} tasks', asCount(tasks.length)),
  });
}

function toLimit(ms: number): PickedLimits {
  return {
    constraints: { maxWallClockTime: `PT${Math.round(ms / 1000)}S` },
    note: l10n.t('The tasks will have a time limit of {0} when they run again.', toDurationWords(ms)),
  };
}

function toRetries(maxTaskRetryCount: number): PickedLimits {
  return {
    constraints: { maxTaskRetryCount },
    note: l10n.t('The automatic retry limit becomes {0} when the tasks run again.', formatNumber(maxTaskRetryCount)),
  };
}

function refuseHours(number: number): string | undefined {
  return number > 0 && number <= mostHours
    ? undefined
    : l10n.t('Enter a number greater than 0 and at most {0}.', formatNumber(mostHours));
}

/** Explains why a number of retries is refused; undefined for a whole number within the range. */
function refuseRetries(number: number): string | undefined {
  return Number.isInteger(number) && number > 0 && number <= mostRetries
    ? undefined
    : l10n.t('Enter a whole number from 1 to {0}.', formatNumber(mostRetries));
}

async function enterNumber(
  services: WithUi,
  title: string,
  prompt: string,
  refuse: (number: number) => string | undefined,
): Promise<number> {
  const entered = await services.ui.enter({ title, prompt, check: (typed) => refuse(parseDecimal(typed) ?? 0) });
  if (entered === undefined) throw new Cancelled();
  return parseDecimal(entered) ?? 0;
}
