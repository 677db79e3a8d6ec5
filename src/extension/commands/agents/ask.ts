import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toCauseOfSeveral, toCauseTarget } from '../../../app/actions/failures/toCauseTarget.ts';
import { orInFront } from '../../../app/actions/targets/inFront.ts';
import { refuseLostRows, toResources } from '../../../app/actions/targets/targets.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { toFileOwner } from '../../../core/model/resource.ts';
import { toLink } from '../../../core/places/address.ts';
import type { Command } from '../command.ts';

export const contribution: Contribution = {
  title: 'Ask About This Failure',
  icon: 'comment-discussion',
  effect: 'reads',
  palette: 'inDocument',
  isForChat: true,
  rows: [
    { on: 'failureGroup', unless: 'unread', at: '2_explain@2' },
    { on: 'task', if: 'failed', at: '2_explain@4' },
  ],
  editors: [{ on: /explanation\.md$/, at: 'navigation@3' }],
};

/**
 * Opens the chat with a question about a failure and the tool that explains it. Nothing is sent until the user sends
 * it.
 */
export const run: Command = async (services, args) => {
  refuseLostRows(args);
  const given = orInFront(services, args);
  const [resource] = toResources(given);
  const target = toCauseOfSeveral(given[0]) ?? toCauseTarget(given[0]) ?? resource;
  if (target === undefined) {
    const message = l10n.t('Select an account, pool, node, job, job schedule, task, or cause first.');
    throw new BatchError({ code: 'InvalidInput', message });
  }
  const asked = 'document' in target ? target : toFileOwner(target);
  const link = toLink(vscode.env.uriScheme, asked);
  await services.ui.run('workbench.action.chat.open', {
    mode: 'agent',
    query: l10n.t('Why did this fail in Azure Batch, and what should I do? {0}', link),
    isPartialQuery: true,
    toolIds: ['azurebatch_explain'],
  });
};
