import * as l10n from '@vscode/l10n';
import { type Resource, toOwnId } from '../../../core/model/resource.ts';
import { Links } from '../../../core/page/links.ts';
import { makePage } from '../../../core/page/makePage.ts';
import type { App } from '../../app.ts';
import { toNotificationText } from '../../messages/notificationText.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowCommand } from '../verb/window.ts';
import { listAttempts, toKeptPick } from './listKept.ts';

export const contribution: Contribution = {
  title: 'Export Saved Evidence…',
  effect: 'reads',
  rows: [{ on: ['attempt', 'attempts'], at: '5_copy@1' }],
};

/** The saved evidence to export: all evidence of an item, or a single attempt. */
interface Wanted {
  readonly resource: Resource;
  readonly savedAt?: string;
}

/** Writes saved evidence of items as one readable file, without secrets, where the user chooses. */
export const run: WindowCommand = async (services, args) => {
  refuseLostRows(args);
  const wanted = await findWanted(services, args);
  const file = await services.saveText({
    title: l10n.t('Export saved evidence'),
    label: l10n.t('Export'),
    file: toFileName(wanted),
    filters: { Markdown: ['md'] },
    render: async () => {
      const things = await Promise.all(wanted.map((one) => render(services, one)));
      return services.bundles.diagnosis().renderExport(things, new Date(services.clock.now()));
    },
  });
  services.ui.notify(
    'status',
    l10n.t('The saved evidence was exported to {file}.', { file: toNotificationText(file) }),
  );
};

async function findWanted(services: App, args: readonly unknown[]): Promise<readonly Wanted[]> {
  const attempts = listAttempts(args);
  if (attempts.length > 0) return attempts;
  const given = toResources(args);
  const resources =
    given.length > 0
      ? given
      : await services.ui.pick({
          ...toKeptPick(services, {
            title: l10n.t('Export saved evidence'),
            placeholder: l10n.t('Selected items are written to one file, without secrets'),
          }),
          many: true,
        });
  return resources.map((resource) => ({ resource }));
}

async function render({ accounts, bundles, journal, kept, toActionName }: App, { resource, savedAt }: Wanted) {
  const isWanted = (one: { readonly savedAt: string }): boolean => savedAt === undefined || one.savedAt === savedAt;
  const { renderPage, toAttemptsPage, toSavedPage } = bundles.diagnosis();
  const links = new Links();
  const page =
    resource.kind === 'task'
      ? toAttemptsPage(resource, (await journal.list(resource)).filter(isWanted), links)
      : toSavedPage(resource, (await kept.list(resource)).filter(isWanted), { links, toActionName });
  const { text } = renderPage(makePage(page));
  return { account: accounts.all.find(({ id }) => id === resource.accountId)?.name ?? resource.accountId, text };
}

/** Suggests a file in the workspace folder, named after the item. */
function toFileName(wanted: readonly Wanted[]): string {
  const [first, ...others] = wanted;
  const id = first === undefined || others.length > 0 ? 'azure-batch' : toOwnId(first.resource);
  return `${id.slice(0, 64)}-kept.md`;
}
