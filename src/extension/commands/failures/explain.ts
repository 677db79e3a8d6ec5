import { toDocumentUri } from '../../documentUri.ts';
import { openAtStart } from '../../openDocument.ts';
import type { Command } from '../command.ts';
import type { Contribution } from '../contribution.ts';
import { refuseLostRows } from '../lostRows.ts';
import { toHit } from '../targets.ts';

export const contribution: Contribution = {
  title: 'Explain This Cause',
  icon: 'lightbulb',
  effect: 'reads',
  palette: 'never',
  rows: [
    { on: 'failureGroup', at: 'inline@1' },
    { on: 'failureGroup', at: '2_explain@1' },
  ],
};

/** Opens the explanation of a cause: that of its newest failure. Of several causes it is the one under the mouse. */
export const run: Command = async (_services, args) => {
  refuseLostRows(args);
  const [newest] = toHit(args[0]) ?? [];
  if (newest !== undefined) await openAtStart(toDocumentUri({ resource: newest, document: 'explanation' }));
};
