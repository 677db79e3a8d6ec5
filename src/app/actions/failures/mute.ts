import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { dayMs } from '../../../core/words/durations.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { type MuteSpan, toMute } from '../../rows/failures/mute.ts';
import { type PickRow, pickOne, type Section, type WithUi } from '../../ui.ts';
import { refuseLostRows, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Mute This Cause…',
  icon: 'bell-slash',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'failureGroup', if: 'mutable', at: '3_putRight@9' }],
};

interface Choice {
  /** Job in which the causes are muted; the whole account when undefined. */
  readonly jobId: string | undefined;
  readonly span: MuteSpan;
}

/** Hides causes for a while, in one job or in their account. */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const causes = toRows(args).flatMap((one) => services.trees.failures.findCause(one) ?? []);
  if (causes.length === 0) return;
  const { jobId, span } = await pickChoice(services, causes);
  const now = new Date(services.clock.now());
  for (const cause of causes) await services.muted.add(toMute(cause, jobId, span, now));
};

async function pickChoice(services: WithUi, causes: readonly Cause[]): Promise<Choice> {
  const jobs = new Set(causes.flatMap(({ cluster }) => cluster.jobs));
  const [jobId] = jobs;
  const isOfOneJob = jobs.size === 1 && jobId !== undefined;
  return pickOne(services, {
    title: l10n.t('Mute where, and for how long?'),
    placeholder: l10n.t('Muted causes are at the end of the view, and the badge does not count their tasks'),
    sections: [
      ...(isOfOneJob ? [toMuteSection(jobId, toJobLabels(jobId))] : []),
      toMuteSection(undefined, {
        day: l10n.t('For 1 day in the whole account'),
        week: l10n.t('For 7 days in the whole account'),
        untilChanged: l10n.t('Until it changes in the whole account'),
      }),
    ],
    nothing: '',
  });
}

/** Each label includes the scope, because a screen reader doesn't read the heading above it. */
interface Labels {
  readonly day: string;
  readonly week: string;
  readonly untilChanged: string;
}

function toJobLabels(jobId: string): Labels {
  const name = toPickText(jobId);
  return {
    day: l10n.t('For 1 day in job {0}', name),
    week: l10n.t('For 7 days in job {0}', name),
    untilChanged: l10n.t('Until it changes in job {0}', name),
  };
}

function toMuteSection(jobId: string | undefined, { day, week, untilChanged }: Labels): Section<Choice> {
  const rows: readonly PickRow<Choice>[] = [
    { label: day, value: { jobId, span: dayMs } },
    { label: week, value: { jobId, span: 7 * dayMs } },
    {
      label: untilChanged,
      description: l10n.t("It's shown again when another failure with this cause occurs."),
      value: { jobId, span: 'untilChanged' },
    },
  ];
  return { load: async () => ({ rows, hasMore: false }) };
}
