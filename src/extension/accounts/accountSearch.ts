import * as l10n from '@vscode/l10n';
import { authentication } from 'vscode';
import type { Prompting } from '../../app/accounts/openStore.ts';
import type { ShownAccounts } from '../../app/accounts/subscriptionFilter.ts';
import { toAuthenticationText } from '../../app/accounts/wayIn.ts';
import type { SignInKind, User } from '../../core/model/account.ts';
import type { FoundAccount, Tenant } from '../../core/model/foundAccount.ts';
import { bundles } from '../../node/load.ts';
import type { TenantFinding, TenantSubscriptions } from '../../service/resourceManager/findAccounts.ts';
import { chooseUser } from './microsoftSession.ts';
import { listSignInClouds, type SignInCloud } from './signInCloud.ts';
import { createTokenSource } from './tokenSources.ts';

/** The user who looks for accounts, and the cloud to search. */
export interface Searcher {
  readonly kind: SignInKind;
  readonly user?: User;
  readonly cloud: SignInCloud;
}

/** Names a searcher for users, with the cloud if it isn't the public one. */
export function toSearcherText({ kind, user, cloud }: Searcher): string {
  const who = user?.label ?? toAuthenticationText(kind);
  return cloud.name === undefined ? who : l10n.t('{user} in {cloud}', { user: who, cloud: cloud.name });
}

/** Returns true if the same user searches the same cloud. */
export function isSameSearcher(one: Searcher, other: Searcher): boolean {
  return (
    one.kind === other.kind &&
    one.user?.id === other.user?.id &&
    one.cloud.resourceManager === other.cloud.resourceManager
  );
}

/**
 * Lets the user choose one of VS Code's accounts to search for Batch accounts in a cloud. Throws as `chooseUser` does.
 */
export async function chooseSearcher(cloud: SignInCloud): Promise<Searcher> {
  return { kind: 'microsoft', user: await chooseUser(cloud.providerId, toResourceManager(cloud).scope), cloud };
}

/** Lists all users that VS Code knows, in each of the clouds. Shows no prompt. */
export async function listKnownSearchers(): Promise<readonly Searcher[]> {
  const known = listSignInClouds().map(async (cloud) =>
    (await listUsers(cloud)).map(({ id, label }): Searcher => ({ kind: 'microsoft', user: { id, label }, cloud })),
  );
  return (await Promise.all(known)).flat();
}

async function listUsers({ providerId }: SignInCloud): Promise<readonly User[]> {
  try {
    return await authentication.getAccounts(providerId);
  } catch {
    return []; // A missing provider has no users.
  }
}

/**
 * Numbers of hidden search results: tenants that were not searched, and accounts in subscriptions that are not shown.
 */
export interface LeftOut {
  readonly tenants: number;
  readonly accounts: number;
}

/** Requests a user's Batch accounts from Resource Manager, and holds the results of each tenant. */
export class AccountSearch {
  readonly searcher: Searcher;
  readonly #filter: ShownAccounts;
  readonly #findings = new Map<string, TenantFinding>();
  /** Tenants without results so far, by ID; undefined until the list of tenants is known. */
  #awaited: Map<string, Tenant> | undefined;
  #asked = 0;
  #tenantsLeftOut = 0;
  #isLooking = false;

  constructor(searcher: Searcher, filter: ShownAccounts) {
    this.searcher = searcher;
    this.#filter = filter;
  }

  /** Returns each tenant with results, sorted by name. */
  get findings(): readonly TenantFinding[] {
    return [...this.#findings.values()].sort((one, other) => one.tenant.name.localeCompare(other.tenant.name));
  }

  /** Returns all shown accounts, sorted by name. */
  get accounts(): readonly FoundAccount[] {
    return this.#found
      .filter((account) => this.#isShown(account))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  get leftOut(): LeftOut {
    const hidden = this.#found.filter((account) => !this.#isShown(account));
    return { tenants: this.#tenantsLeftOut, accounts: hidden.length };
  }

  /**
   * The tenants that have not responded yet (empty until their names are known), and the number of searched tenants.
   * Undefined while no search runs.
   */
  get awaited(): { readonly tenants: readonly Tenant[]; readonly of: number } | undefined {
    if (!this.#isLooking) return undefined;
    return { tenants: [...(this.#awaited?.values() ?? [])], of: this.#asked };
  }

  /**
   * Searches all shown tenants, or one of them again; calls `onFound` whenever `findings` grows or `awaited` changes.
   * `interactive`, which only a direct user action may pass, lets the user sign in to that tenant, or to their home
   * tenant; there is no prompt for each tenant where they are a guest. Throws `NotSignedIn`, errors that prevent
   * Resource Manager from responding, and `Cancelled`.
   */
  async look(
    prompting: Prompting,
    options: { readonly tenant?: Tenant; readonly signal: AbortSignal },
    onFound: () => void,
  ): Promise<void> {
    this.#isLooking = true;
    this.#awaited = undefined;
    onFound();
    const watched = {
      ...options,
      wants: ({ tenantId }: Tenant) => {
        const isWanted = this.#filter.hasTenant(tenantId);
        if (!isWanted) this.#tenantsLeftOut += 1;
        return isWanted;
      },
      onTenants: (tenants: readonly Tenant[]) => {
        this.#awaited = new Map(tenants.map((tenant) => [tenant.tenantId, tenant]));
        this.#asked = tenants.length;
        onFound();
      },
    };
    try {
      if (options.tenant === undefined) this.#tenantsLeftOut = 0;
      await bundles
        .service()
        .findAccounts(toAccess(this.searcher, prompting, options.tenant?.tenantId), watched, (finding) => {
          this.#findings.set(finding.tenant.tenantId, finding);
          this.#awaited?.delete(finding.tenant.tenantId);
          onFound();
        });
    } finally {
      this.#isLooking = false;
    }
  }

  get #found(): readonly FoundAccount[] {
    return [...this.#findings.values()].flatMap((finding) => ('error' in finding ? [] : finding.accounts));
  }

  #isShown({ tenant, subscription }: FoundAccount): boolean {
    return this.#filter.hasSubscription(tenant.tenantId, subscription.subscriptionId);
  }
}

/** Lists a user's tenants with their subscriptions, without showing a prompt. Throws as `look` does. */
export async function listSubscriptionsOf(
  searcher: Searcher,
  signal: AbortSignal,
  onFound: (found: TenantSubscriptions) => void,
): Promise<void> {
  await bundles.service().findSubscriptions(toAccess(searcher, 'silent', undefined), { signal }, onFound);
}

/** `asked` is the tenant to which the user may be asked to sign in; their home tenant when undefined. */
function toAccess({ kind, user, cloud }: Searcher, prompting: Prompting, asked: string | undefined) {
  return {
    ...toResourceManager(cloud),
    toSource: (tenantId: string | undefined) =>
      createTokenSource({ kind, user, tenantId }, cloud.providerId, tenantId === asked ? prompting : 'silent'),
  };
}

/** Reads a key (a secret) of an account that was found, without showing a prompt. Throws Resource Manager's refusal. */
export function readKeyOf({ resourceId, tenant }: FoundAccount, { kind, user, cloud }: Searcher): Promise<string> {
  const source = createTokenSource({ kind, user, tenantId: tenant.tenantId }, cloud.providerId, 'silent');
  return bundles.service().readKey({ ...toResourceManager(cloud), source }, resourceId, new AbortController().signal);
}

function toResourceManager({ resourceManager }: SignInCloud): { readonly endpoint: string; readonly scope: string } {
  return { endpoint: resourceManager, scope: `${resourceManager}/.default` };
}
