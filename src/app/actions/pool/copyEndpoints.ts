import * as l10n from '@vscode/l10n';
import {
  checkSource,
  everyone,
  loginPorts,
  toEndpointConfiguration,
} from '../../../core/connect/endpointConfiguration.ts';
import { toNodeOs } from '../../../core/connect/nodeUser.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import type { App } from '../../app.ts';
import type { WithUi } from '../../ui.ts';
import { resolveOne } from '../targets/resolve.ts';
import type { Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Copy Endpoint Configuration for Signing In…',
  effect: 'reads',
  palette: 'never',
  rows: [{ on: 'pool', at: 'connect@2' }],
};

const maxShownIdLength = 64;

/**
 * Copies the `endpointConfiguration` that a new pool similar to this one needs for SSH or Remote Desktop, with rules
 * for allowed addresses. The pool itself does not change.
 */
export async function run(services: App, args: readonly unknown[]): Promise<void> {
  const resource = await resolveOne(services, 'pool', args);
  const { service } = await services.accounts.getStore(resource.accountId);
  const pool = await service.pools.getPool(resource.poolId);
  const os = toNodeOs(pool.virtualMachineConfiguration?.nodeAgentSKUId);
  const configuration = toEndpointConfiguration(pool, os, await pickSources(services, resource.poolId));
  await services.ui.copy(JSON.stringify(configuration, undefined, 2));
  services.ui.notify(
    'status',
    l10n.t(
      'The endpointConfiguration for port {0} was copied. Paste it into the networkConfiguration of the next pool.',
      String(loginPorts[os]),
    ),
  );
}

/** Asks which addresses may connect, with the most restrictive choice first. */
async function pickSources(services: WithUi, poolId: string): Promise<readonly string[]> {
  const items = [
    {
      label: l10n.t('An address or a range…'),
      description: l10n.t("such as your network's public address"),
      sources: undefined,
    },
    { label: l10n.t('No one'), description: l10n.t('closes the port'), sources: [] },
    { label: l10n.t('Everyone'), description: l10n.t('lets the whole internet try to sign in'), sources: [everyone] },
  ];
  const title = l10n.t('Who may connect to the nodes in pool {0}', toShortVisible(poolId, maxShownIdLength));
  const chosen = await services.ui.choose(items, { title });
  if (chosen === undefined) throw new Cancelled();
  if (chosen.sources !== undefined) return chosen.sources;
  const source = await services.ui.enter({
    title,
    prompt: l10n.t('IPv4 address, range, or service tag'),
    check: (text) => checkSource(text.trim()),
  });
  if (source === undefined) throw new Cancelled();
  return [source.trim()];
}
