import * as l10n from '@vscode/l10n';
import type { TaskCounts } from '../../model/job.ts';
import { describeStateOfMany } from '../../model/states.ts';
import type { TaskGroup } from '../../model/task.ts';
import { type Chart, type ChartSeries, toExact } from '../explanation/chart.ts';

/** Tasks by state, those first that somebody may have to look at. */
export function listTaskSeries(): readonly (ChartSeries & { readonly count: (counts: TaskCounts) => number })[] {
  const name = (group: TaskGroup): string => describeStateOfMany('taskGroup', group);
  return [
    { name: name('failed'), look: 'failed', count: ({ failed }) => failed },
    { name: name('running'), look: 'running', count: ({ running }) => running },
    { name: name('active'), look: 'waiting', count: ({ active }) => active },
    { name: name('succeeded'), look: 'succeeded', count: ({ succeeded }) => succeeded },
  ];
}

/** The tasks of a job by state, as the service counts them. Undefined where there are none, or nobody counted them. */
export function chartTaskCounts(jobId: string, counts: TaskCounts | undefined): Chart | undefined {
  if (counts === undefined || counts.active + counts.running + counts.completed === 0) return undefined;
  const series = listTaskSeries();
  return {
    form: 'shares',
    title: '',
    of: l10n.t('Job'),
    series: series.map(({ count: _, ...one }) => one),
    rows: [{ label: jobId, values: series.map(({ count }) => toExact(count(counts))) }],
    isTold: true,
    notes: [],
  };
}
