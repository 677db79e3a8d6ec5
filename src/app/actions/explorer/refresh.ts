import { toKind } from '../../../core/model/resource.ts';
import { toResources, toRows } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = {
  title: 'Refresh',
  icon: 'refresh',
  effect: 'reads',
  rows: [
    { on: ['account', 'pools', 'pool', 'recentTasks'], at: '1_look@1' },
    { on: ['jobs', 'job', 'preparation', 'jobSchedules', 'jobSchedule'], at: '1_look@1' },
    { on: ['nodeGroup', 'taskGroup'], at: 'look@1' },
    { on: ['subtasks', 'dependencies', 'nodeFiles'], at: '1_look@1' },
    { on: ['taskFile', 'nodeFile'], if: 'folder', at: '1_look@1' },
  ],
  views: [{ on: 'everyView', at: 'navigation@2' }],
};

/**
 * Reloads the loaded data of explorer branches or of accounts; of all open accounts if the command is called on
 * neither. Open pages about these accounts are then rewritten.
 */
export const run: WindowCommand = async ({ accounts, trees, rereadCauses }, args) => {
  const rows = toRows(args);
  const branches = await Promise.all(rows.map((row) => trees.refreshBranch(row)));
  const others = rows.filter((_row, index) => branches[index] !== true);
  if (others.length === 0) return;
  const given = toResources([others]).flatMap((resource) => toKind('account', resource)?.accountId ?? []);
  const ids = given.length > 0 ? new Set(given) : new Set(accounts.all.map((account) => account.id));
  await Promise.all(
    [...ids].map(async (id) => {
      await accounts.findStore(id)?.refresh();
      rereadCauses(id);
    }),
  );
};
