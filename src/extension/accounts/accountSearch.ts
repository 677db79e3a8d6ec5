import type { SignInKind, User } from '../../core/model/account.ts';
import type { FoundAccount, Tenant } from '../../core/model/foundAccount.ts';
import type { TenantFinding } from '../../service/resourceManager/findAccounts.ts';
import { loadService } from '../load.ts';
import { chooseUser, type Prompting } from './microsoftSession.ts';
import type { SignInCloud } from './signInCloud.ts';
import { createTokenSource } from './tokenSources.ts';

/** Who looks for accounts, and in which cloud. */
export interface Searcher {
  readonly kind: SignInKind;
  readonly user?: User;
  readonly cloud: SignInCloud;
}

/** Lets the user choose somebody of VS Code who looks for accounts in a cloud. Throws as `chooseUser` does. */
export async function chooseSearcher(cloud: SignInCloud): Promise<Searcher> {
  return { kind: 'microsoft', user: await chooseUser(cloud.providerId, toResourceManager(cloud).scope), cloud };
}

/** Asks Resource Manager for the accounts of one who signs in, and keeps what each tenant has told. */
export class AccountSearch {
  readonly searcher: Searcher;
  /** What Resource Manager has said of each tenant, by its id. */
  readonly #findings = new Map<string, TenantFinding>();

  constructor(searcher: Searcher) {
    this.searcher = searcher;
  }

  /** Each tenant that has told something, in the order of their names. */
  get findings(): readonly TenantFinding[] {
    return [...this.#findings.values()].sort((one, other) => one.tenant.name.localeCompare(other.tenant.name));
  }

  /** All of them, by name. */
  get accounts(): readonly FoundAccount[] {
    const found = this.findings.flatMap((finding) => ('error' in finding ? [] : finding.accounts));
    return found.sort((one, other) => one.name.localeCompare(other.name));
  }

  /**
   * Looks into all tenants, or into one again; `onFound` is told whenever there is more in `findings`. `interactive`,
   * which only something that the user has just done may be, lets them sign in to that tenant, or to their own one: nobody
   * is asked for each tenant that they are a guest of. Throws `NotSignedIn`, what keeps Resource Manager from telling, and
   * `Cancelled`.
   */
  async look(
    prompting: Prompting,
    options: { readonly tenant?: Tenant; readonly signal: AbortSignal },
    onFound: () => void,
  ): Promise<void> {
    const { kind, user, cloud } = this.searcher;
    const asked = options.tenant?.tenantId;
    const access = {
      ...toResourceManager(cloud),
      toSource: (tenantId: string | undefined) =>
        createTokenSource({ kind, user, tenantId }, cloud.providerId, tenantId === asked ? prompting : 'silent'),
    };
    await loadService().findAccounts(access, options, (finding) => {
      this.#findings.set(finding.tenant.tenantId, finding);
      onFound();
    });
  }
}

/**
 * A key of an account that was found, a secret. Who found it may not be asked anything for it. Throws what Resource Manager
 * says against it.
 */
export function readKeyOf({ resourceId, tenant }: FoundAccount, { kind, user, cloud }: Searcher): Promise<string> {
  const source = createTokenSource({ kind, user, tenantId: tenant.tenantId }, cloud.providerId, 'silent');
  return loadService().readKey({ ...toResourceManager(cloud), source }, resourceId, new AbortController().signal);
}

function toResourceManager({ resourceManager }: SignInCloud): { readonly endpoint: string; readonly scope: string } {
  return { endpoint: resourceManager, scope: `${resourceManager}/.default` };
}
