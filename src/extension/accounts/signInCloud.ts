import { l10n, workspace } from 'vscode';
import { findCloud, findSovereignCloud, publicCloud } from '../../core/model/cloud.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';

/** The authentication providers of VS Code that know Azure. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

/** A cloud that people sign in to, and its Resource Manager. */
export interface SignInCloud {
  readonly providerId: ProviderId;
  /** Absolute URL without a path. */
  readonly resourceManager: string;
  /** Its name where it is not the public one. */
  readonly name?: string;
}

const section = 'microsoft-sovereign-cloud';

/**
 * The clouds that accounts are looked for in: Azure's public one, and the one that the settings of VS Code's own sign-in
 * name. A cloud of one's own counts on this computer only: tokens of Resource Manager open whole subscriptions.
 */
export function listSignInClouds(): readonly SignInCloud[] {
  const known: SignInCloud = { providerId: 'microsoft', resourceManager: publicCloud.resourceManager };
  const sovereign = findSovereign();
  return sovereign === undefined ? [known] : [sovereign, known];
}

/** The provider that knows those who sign in to the account at this endpoint. */
export function toProviderId(endpoint: string): ProviderId {
  const cloud = findCloud(new URL(endpoint).hostname);
  const isSovereign = cloud === undefined ? toHostKind(endpoint) === 'thisMachine' && hasOwnCloud() : cloud.isSovereign;
  return isSovereign ? 'microsoft-sovereign-cloud' : 'microsoft';
}

/** The Resource Manager of a cloud of one's own on this computer, where the account at this endpoint is in it. */
export function findOwnResourceManager(endpoint: string): string | undefined {
  return toHostKind(endpoint) === 'thisMachine' && hasOwnCloud() ? findSovereign()?.resourceManager : undefined;
}

function findSovereign(): SignInCloud | undefined {
  const environment = readOwn<string>('environment');
  const cloud = environment === undefined ? undefined : findSovereignCloud(environment);
  const providerId = 'microsoft-sovereign-cloud';
  if (cloud !== undefined) {
    const name = environment === 'ChinaCloud' ? l10n.t('Azure China') : l10n.t('Azure US Government');
    return { providerId, resourceManager: cloud.resourceManager, name };
  }
  const own = hasOwnCloud() ? readOwn<OwnCloud>('customEnvironment') : undefined;
  const resourceManager = own?.resourceManagerEndpointUrl;
  if (typeof resourceManager !== 'string' || toHostKind(resourceManager) !== 'thisMachine') return undefined;
  return { providerId, resourceManager: new URL(resourceManager).origin, name: String(own?.name ?? resourceManager) };
}

interface OwnCloud {
  readonly name?: unknown;
  readonly resourceManagerEndpointUrl?: unknown;
}

function hasOwnCloud(): boolean {
  return readOwn<string>('environment') === 'custom';
}

/** What the user has set for themselves: what a workspace sets may not say where tokens go. */
function readOwn<T>(name: string): T | undefined {
  return workspace.getConfiguration(section).inspect<T>(name)?.globalValue;
}
