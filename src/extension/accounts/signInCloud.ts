import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import { type Cloud, findCloud, findSovereignCloud, publicCloud } from '../../core/model/cloud.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';

/** VS Code's authentication providers for Azure. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

/** A cloud that users sign in to, and its Resource Manager. */
export interface SignInCloud {
  readonly providerId: ProviderId;
  /** Absolute URL without a path. */
  readonly resourceManager: string;
  /** Name of the cloud; absent for the public cloud. */
  readonly name?: string;
}

const section = 'microsoft-sovereign-cloud';

/**
 * Lists the clouds to search for accounts: Azure's public cloud, and the cloud in the settings of VS Code's own
 * sign-in. A custom cloud counts only on this computer, because tokens of Resource Manager open whole subscriptions.
 */
export function listSignInClouds(): readonly SignInCloud[] {
  const known = toSignInCloud(publicCloud);
  const sovereign = findSovereign();
  return sovereign === undefined ? [known] : [sovereign, known];
}

/** Returns the cloud of the account at this endpoint; undefined if no known cloud contains it. */
export function findSignInCloud(endpoint: string): SignInCloud | undefined {
  const cloud = findCloud(new URL(endpoint).hostname);
  if (cloud !== undefined) return toSignInCloud(cloud);
  return findOwnResourceManager(endpoint) === undefined ? undefined : findSovereign();
}

/** Returns the authentication provider for the account at this endpoint. */
export function toProviderId(endpoint: string): ProviderId {
  const cloud = findCloud(new URL(endpoint).hostname);
  const isSovereign = cloud === undefined ? toHostKind(endpoint) === 'thisMachine' && hasOwnCloud() : cloud.isSovereign;
  return isSovereign ? 'microsoft-sovereign-cloud' : 'microsoft';
}

/** Returns the Resource Manager of a custom cloud on this computer, if the account at this endpoint is in it. */
export function findOwnResourceManager(endpoint: string): string | undefined {
  return toHostKind(endpoint) === 'thisMachine' && hasOwnCloud() ? findSovereign()?.resourceManager : undefined;
}

/** Returns the portal of a custom cloud on this computer, if the account at this endpoint is in it. */
export function findOwnPortal(endpoint: string): string | undefined {
  if (toHostKind(endpoint) !== 'thisMachine' || !hasOwnCloud()) return undefined;
  const portal = readOwn<OwnCloud>('customEnvironment')?.portalUrl;
  return typeof portal === 'string' && toHostKind(portal) === 'thisMachine' ? new URL(portal).origin : undefined;
}

function findSovereign(): SignInCloud | undefined {
  const environment = readOwn<string>('environment');
  const cloud = environment === undefined ? undefined : findSovereignCloud(environment);
  if (cloud !== undefined) return toSignInCloud(cloud);
  const own = hasOwnCloud() ? readOwn<OwnCloud>('customEnvironment') : undefined;
  const resourceManager = own?.resourceManagerEndpointUrl;
  if (typeof resourceManager !== 'string' || toHostKind(resourceManager) !== 'thisMachine') return undefined;
  const name = String(own?.name ?? resourceManager);
  return { providerId: 'microsoft-sovereign-cloud', resourceManager: new URL(resourceManager).origin, name };
}

function toSignInCloud({ environment, isSovereign, resourceManager }: Cloud): SignInCloud {
  if (!isSovereign) return { providerId: 'microsoft', resourceManager };
  const name = environment === 'ChinaCloud' ? l10n.t('Azure China') : l10n.t('Azure US Government');
  return { providerId: 'microsoft-sovereign-cloud', resourceManager, name };
}

interface OwnCloud {
  readonly name?: unknown;
  readonly resourceManagerEndpointUrl?: unknown;
  readonly portalUrl?: unknown;
}

function hasOwnCloud(): boolean {
  return readOwn<string>('environment') === 'custom';
}

/** Reads the user's own value of a setting: a workspace must not decide where tokens are sent. */
function readOwn<T>(name: string): T | undefined {
  return workspace.getConfiguration(section).inspect<T>(name)?.globalValue;
}
