import { refuseLostRows, toRows } from '../../../app/actions/targets/targets.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { pickExplained } from '../../../core/failures/representative.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Command } from '../command.ts';
import { findCauseLine, makeRule } from './makeRule.ts';

export const contribution: Contribution = {
  title: 'Make a Rule for This Cause…',
  icon: 'lightbulb-sparkle',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'failureGroup', unless: 'unread', at: '2_explain@3' }],
};

/** Makes a rule for failures like those of a cause, from the line that the explanation of its example quotes. */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const [cause] = toRows(args).flatMap((one) => services.trees.failures.findCause(one) ?? []);
  const example = cause && pickExplained(cause);
  if (cause === undefined || example === undefined) throw new Cancelled();
  const read = cause.failures.filter(({ known }) => known === 'log');
  const lines = read.map(({ explanation }) => findCauseLine(services, explanation));
  await makeRule(services, findCauseLine(services, example.explanation), lines);
};
