import * as l10n from '@vscode/l10n';
import type { AutoScaleRun } from '../model/pool.ts';
import { listPlain } from '../text/lists.ts';
import { formatTime } from '../words/times.ts';
import { findFormulaPlace } from './autoscaleFormula.ts';

/** Maximum number of observed runs that are remembered, because the service returns only the last run. */
const maxRuns = 20;

/** Adds a run to the known runs of a formula, newest first and without duplicates; ignores a run without a time. */
export function addRun(known: readonly AutoScaleRun[], run: AutoScaleRun | undefined): readonly AutoScaleRun[] {
  const { timestamp } = run ?? {};
  if (run === undefined || timestamp === undefined) return known;
  if (known.some((other) => other.timestamp === timestamp)) return known;
  const runs = [...known, run].sort((one, other) => toMs(other) - toMs(one));
  return runs.slice(0, maxRuns);
}

function toMs({ timestamp = '' }: AutoScaleRun): number {
  return Date.parse(timestamp) || 0;
}

/** Lists the variables that a run set, as the service writes them: `$Name=value`. */
export function listValues({ results = '' }: AutoScaleRun): readonly string[] {
  return results
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Returns the message of a formula's error. */
export function toRunError(error: NonNullable<AutoScaleRun['error']>): string {
  const place = findFormulaPlace(error);
  return place === undefined ? `${error.code ?? ''} ${error.message ?? ''}`.trim() : place.text;
}

/** Describes a run in one line: its time and result. Not escaped. */
export function describeRun(run: AutoScaleRun): string {
  const time = run.timestamp === undefined ? l10n.t('at an unknown time') : formatTime(run.timestamp);
  if (run.error !== undefined) return l10n.t('{time}: failed: {error}', { time, error: toRunError(run.error) });
  const values = listValues(run);
  return values.length === 0
    ? l10n.t('{0}: no results', time)
    : l10n.t('{time}: {values}', { time, values: listPlain(values) });
}

/** Renders all known runs as text: the variables that each run set, or its error. Not escaped. */
export function renderRuns(poolId: string, runs: readonly AutoScaleRun[]): string {
  const lines = runs.flatMap((run) => {
    const time = run.timestamp === undefined ? l10n.t('At an unknown time') : formatTime(run.timestamp);
    const failed =
      run.error === undefined ? [] : [l10n.t('The formula failed: {error}', { error: toRunError(run.error) })];
    const inner = (run.error?.values ?? []).map(({ name, value }) => `${name}: ${value ?? ''}`);
    return [time, ...[...failed, ...inner, ...listValues(run)].map((line) => `  ${line}`), ''];
  });
  return [
    l10n.t('Autoscale formula runs for pool {0}, newest first', poolId),
    l10n.t('Batch reports only the last run. Earlier runs are those seen since VS Code was opened.'),
    '',
    ...(runs.length === 0 ? [l10n.t('No known runs.'), ''] : lines),
  ].join('\n');
}
