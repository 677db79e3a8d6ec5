import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { formatTimes } from '../../query/times.ts';
import { listPlain } from '../../text/lists.ts';
import { describeValue } from '../account/chartText.ts';
import type { Chart, ChartRow } from '../explanation/chart.ts';
import { renderText } from './renderText.ts';

/** The numbers of a chart as a list, for who reads the text: spans of time in which nothing happened are left out. */
export function renderChart(chart: Chart): string {
  const told = chart.rows
    .map((row) => ({ row, values: listValues(chart, row) }))
    .filter(({ values }) => values.length > 0);
  const times = formatTimes(told.flatMap(({ row: { at } }) => (at === undefined ? [] : [at])));
  const lines = told.map(({ row, values }, index) => {
    const label = row.at === undefined ? row.label : (times[index] ?? row.label);
    return `- ${renderText(describeRow({ ...row, label }, values))}`;
  });
  const head = chart.title === '' ? [] : [renderText(describeHead(chart))];
  return [...head, lines.join('\n'), ...chart.notes.map(renderText)].join('\n\n');
}

function describeHead({ title, stepMs }: Chart): string {
  return stepMs === undefined
    ? l10n.t({ message: '{title}:', args: { title }, comment: ['Heads a list'] })
    : l10n.t('{title}, in steps of {step}:', { title, step: toDurationWords(stepMs) });
}

/** Numbers that are not 0; of a row that has no other all, but of a span of time none. */
function listValues({ series, form }: Chart, { values }: ChartRow): readonly string[] {
  const told = series.map(({ name }, index) => ({ name, value: values[index] }));
  const some = told.filter(({ value }) => value === undefined || value.count > 0);
  return (some.length > 0 || form === 'columns' ? some : told).map(({ name, value }) =>
    l10n.t({
      message: '{name}: {count}',
      args: { name, count: describeValue(value) },
      comment: ['What is counted, such as "failed", and how many there are'],
    }),
  );
}

function describeRow({ label, note }: ChartRow, values: readonly string[]): string {
  const counts = listPlain(values);
  return note === undefined
    ? l10n.t({ message: '{label} ({counts})', args: { label, counts }, comment: ['{counts} is a list of numbers'] })
    : l10n.t({
        message: '{label} ({counts}): {note}',
        args: { label, counts, note },
        comment: ['{counts} is a list of numbers'],
      });
}
