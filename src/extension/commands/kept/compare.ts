import type { Contribution } from '../../../app/actions/contribution.ts';
import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import { requireAttempt } from './attempts.ts';

export const contribution: Contribution = {
  title: 'Compare Attempt with Now',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'attempt', if: 'ofTask', at: '2_explain@1' }],
};

/** Shows what is different between an earlier attempt of a task and the task as it is now. */
export const run: Command = async (_services, args) => {
  const { resource, savedAt } = requireAttempt(args, 'task');
  const { jobId, taskId } = resource;
  await openAtStart(toDocumentUri({ resource, document: 'comparison', savedAt, other: { jobId, taskId } }));
};
