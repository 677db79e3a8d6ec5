import { l10n } from 'vscode';
import type { Cause } from '../../../core/diagnosis/causes/causes.ts';
import { type MuteSpan, toMute } from '../../views/mute.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { type PickRow, pickOne } from '../pickSome.ts';
import { toRows } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Mute This Cause…',
  icon: 'bell-slash',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'failureGroup', if: 'mutable', at: '3_putRight@9' }],
};

interface Choice {
  /** The only job that is meant; all of the account without. */
  readonly jobId: string | undefined;
  readonly span: MuteSpan;
}

const dayMs = 86_400_000;

/** Takes causes out of sight for a while, in one job or in their account. */
export const run: Command = async ({ failures, muted }, args) => {
  refuseLostRows(args);
  const causes = toRows(args).flatMap((one) => failures().findCause(one) ?? []);
  if (causes.length === 0) return;
  const { jobId, span } = await pickChoice(causes);
  const now = new Date();
  for (const cause of causes) await muted.add(toMute(cause, jobId, span, now));
};

async function pickChoice(causes: readonly Cause[]): Promise<Choice> {
  const jobs = new Set(causes.flatMap(({ cluster }) => cluster.jobs));
  const [jobId] = jobs;
  const isOfOneJob = jobs.size === 1 && jobId !== undefined;
  return pickOne({
    title: l10n.t('Mute where, and for how long?'),
    placeholder: l10n.t('Muted causes stand at the end of the view, and the badge does not count their tasks'),
    sections: [
      ...(isOfOneJob ? [toSection(l10n.t('In job {0} only', jobId), jobId)] : []),
      toSection(l10n.t('In the whole account'), undefined),
    ],
    nothing: '',
  });
}

function toSection(title: string, jobId: string | undefined) {
  const rows: readonly PickRow<Choice>[] = [
    { label: l10n.t('For 1 day'), value: { jobId, span: dayMs } },
    { label: l10n.t('For 7 days'), value: { jobId, span: 7 * dayMs } },
    {
      label: l10n.t('Until it changes'),
      description: l10n.t('It is shown again when another failure of it comes.'),
      value: { jobId, span: 'untilChanged' },
    },
  ];
  return { title, load: async () => ({ rows, hasMore: false }) };
}
