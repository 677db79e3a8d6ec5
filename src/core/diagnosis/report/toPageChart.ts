import * as l10n from '@vscode/l10n';
import { type Links, toPlain } from '../../page/links.ts';
import type { PageBar, PageChart, PageSeries } from '../../page/page.ts';
import { withLabel } from '../../text/label.ts';
import { listPlain } from '../../text/lists.ts';
import { dayMs, toDurationWords } from '../../words/durations.ts';
import { formatClock, formatDay, formatTime, formatTimeSpan, formatTimes } from '../../words/times.ts';
import { addKnown, type Chart, type ChartRow, type ChartSeries, describeValue } from '../explanation/chart.ts';
import { joinSentences } from '../explanation/sentences.ts';
import type { PageContext } from './pageContext.ts';

/** Converts a chart to the form that pages draw, with the texts of its table. */
export function toPageChart(chart: Chart, context: PageContext, links: Links): PageChart {
  const { form, title, of, series, rows, stepMs, notes, isInText } = chart;
  const times = new Map(form === 'lanes' ? [] : listTimes(rows, context));
  const bars = rows.map((row) => toBar(row, times.get(row) ?? row.label, chart, context, links));
  return {
    form,
    title: toPlain(title),
    summary: summarize(chart, context),
    of: toPlain(of),
    series: series.map((one) => toSeries(one, links)),
    bars,
    ...toEnds(chart, context),
    ...(stepMs === undefined ? {} : { step: toDurationWords(stepMs) }),
    ...(isInText === undefined ? {} : { isInText }),
    listTitle: l10n.t('The numbers'),
    notes: notes.map(toPlain),
  };
}

/** Returns the times of the first and the last column. */
function toEnds(chart: Chart, context: PageContext): Pick<PageChart, 'from' | 'to'> {
  const { form, rows, isGoingOn } = chart;
  const [first, last] = [rows[0]?.at, rows.at(-1)?.at];
  if (first === undefined || last === undefined) return {};
  if (form === 'lanes') {
    const [from = '', to = from] = formatTimes([first, last], context.timeZone);
    return { from, to };
  }
  if (form !== 'columns') return {};
  return {
    from: describeTime(first, chart, context),
    to: isGoingOn === true ? describeNow() : describeTime(last, chart, context),
  };
}

function toSeries({ name, look, leadsTo }: ChartSeries, links: Links): PageSeries {
  const shown = { name: toPlain(name), look };
  return leadsTo === undefined ? shown : { ...shown, link: links.add({ kind: 'document', document: leadsTo }) };
}

/** Lists the times of the bars with a count, as precisely as needed to distinguish them. */
function listTimes(rows: readonly ChartRow[], { timeZone }: PageContext): readonly (readonly [ChartRow, string])[] {
  const counted = rows.filter(({ at, values }) => at !== undefined && values.some((value) => value?.count !== 0));
  const times = formatTimes(
    counted.flatMap(({ at }) => at ?? []),
    timeZone,
  );
  return counted.map((row, index) => [row, times[index] ?? row.label]);
}

function toBar(row: ChartRow, label: string, chart: Chart, context: PageContext, links: Links): PageBar {
  const { at, values, leadsTo, leadsToName, note } = row;
  const link = leadsTo === undefined ? undefined : links.add({ kind: 'document', document: leadsTo });
  return {
    label: toPlain(label),
    values: values.map((value) => value?.count ?? 0),
    cells: values.map(describeValue),
    ...(values.every((value) => value === undefined) ? { isUnknown: true } : {}),
    ...(chart.form === 'columns'
      ? {
          total: describeValue(addKnown(values)),
          tip: describeBar(at === undefined ? toPlain(label) : describeTime(at, chart, context), row, chart),
        }
      : {}),
    ...(chart.form === 'lanes' ? { tip: describeBar(toPlain(label), row, chart) } : {}),
    ...(link === undefined
      ? {}
      : leadsToName === undefined
        ? { link }
        : { button: { link, title: l10n.t('Explain {0}', toPlain(leadsToName)) } }),
    ...(note === undefined ? {} : { note: toPlain(note) }),
  };
}

/** Describes the time of a bar and its counts, except zeros. */
function describeBar(label: string, { values }: ChartRow, { series }: Chart): string {
  const parts = values.flatMap((value, index) =>
    value?.count === 0 ? [] : [withLabel(toPlain(series[index]?.name ?? ''), describeValue(value))],
  );
  return withLabel(label, listPlain(parts));
}

/** Describes as much of a time as is needed to distinguish it from the other times of the chart. */
function describeTime(at: number, { rows, stepMs = 0 }: Chart, { timeZone }: PageContext): string {
  if (stepMs >= dayMs) return formatDay(at, timeZone);
  const clock = formatClock(at, timeZone);
  return (rows.length - 1) * stepMs < dayMs ? clock : listPlain([formatDay(at, timeZone), clock]);
}

function describeNow(): string {
  return l10n.t({ message: 'now', comment: ['Below the last bar of a chart over time'] });
}

/** Describes the picture in words, for screen readers. */
function summarize({ rows, stepMs, isGoingOn, isFailing }: Chart, { timeZone }: PageContext): string {
  const [first, last] = [rows[0]?.at, rows.at(-1)?.at];
  if (stepMs === undefined || first === undefined || last === undefined) return '';
  const untilNow = (): string => {
    const start = formatTime(first, timeZone);
    return isFailing === true
      ? l10n.t('From {start} until now. Still failing.', { start })
      : l10n.t('From {start} until now.', { start });
  };
  return joinSentences([
    isGoingOn === true
      ? untilNow()
      : l10n.t({
          message: '{span}.',
          args: { span: formatTimeSpan(first, last + stepMs, timeZone) },
          comment: ['{span} is from one time to another'],
        }),
    l10n.t('Each bar covers {step}.', { step: toDurationWords(stepMs) }),
  ]);
}
