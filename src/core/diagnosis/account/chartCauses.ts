import * as l10n from '@vscode/l10n';
import type { ChartLook } from '../../page/page.ts';
import { isStillComing } from '../../query/stillComing.ts';
import type { Cause } from '../causes/causes.ts';
import type { Chart } from '../explanation/chart.ts';
import { chartFailuresOverTime, type FailureSeries } from './chartFailuresOverTime.ts';

/** How the causes with most failures are told apart; the others are one. */
const looks: readonly ChartLook[] = ['failed', 'second', 'third', 'fourth'];

/** When what failed in an account failed, by the causes with most failures; up to now where some still come. */
export function chartCauses(causes: readonly Cause[], now: Date | undefined): Chart | undefined {
  const ordered = [...causes].sort((one, other) => other.failures.length - one.failures.length);
  const [named, others] = [ordered.slice(0, looks.length), ordered.slice(looks.length)];
  const isComing = now !== undefined && causes.some((cause) => isStillComing(cause, now));
  const series = named.map(
    ({ accountId, cluster, failures, isComplete }, index): FailureSeries => ({
      name: cluster.title,
      look: looks[index] ?? 'others',
      leadsTo: {
        resource: { kind: 'account', accountId },
        document: 'cause',
        fingerprint: cluster.fingerprint,
      },
      failures: failures.map(({ failing }) => failing),
      isComplete,
    }),
  );
  const rest = others.flatMap(({ failures }) => failures.map(({ failing }) => failing));
  const name = l10n.t({ message: 'other causes', comment: ['Names a number of failures'] });
  return chartFailuresOverTime(
    rest.length === 0
      ? series
      : [...series, { name, look: 'others', failures: rest, isComplete: others.every(({ isComplete }) => isComplete) }],
    isComing ? now.getTime() : undefined,
  );
}
