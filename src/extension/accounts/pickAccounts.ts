import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import { findEnvironmentKey } from '../../app/accounts/environmentKey.ts';
import { SubscriptionFilter } from '../../app/accounts/subscriptionFilter.ts';
import { toAuthenticationText, toWayInAction } from '../../app/accounts/wayIn.ts';
import { toAccountRow } from '../../app/actions/account/accountRows.ts';
import type { OpenPick, PickAction, Section, SectionPage } from '../../app/ui.ts';
import { type Account, type IdentityKind, identityKinds, type SignInKind } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { FoundAccount, Tenant } from '../../core/model/foundAccount.ts';
import { needsSignIn } from '../../core/model/needsSignIn.ts';
import { toServiceStatus } from '../../core/model/serviceStatus.ts';
import { listPlain } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import type { Command, CommandServices } from '../commands/command.ts';
import {
  AccountSearch,
  chooseSearcher,
  isSameSearcher,
  type LeftOut,
  listKnownSearchers,
  type Searcher,
  toSearcherText,
} from './accountSearch.ts';
import { logInByCli } from './logInByCli.ts';
import { listSignInClouds, type SignInCloud } from './signInCloud.ts';

/** An account that was found and selected, and the user who found it. */
export interface ChosenAccount {
  readonly found: FoundAccount;
  readonly searcher: Searcher;
}

/**
 * The user's choice: accounts that were found, another way to add one, or a change of the tenants and subscriptions to
 * search.
 */
export type AccountChoice =
  | { readonly accounts: readonly ChosenAccount[] }
  | { readonly instead: Command }
  | { readonly filterFor: readonly Searcher[] };

/** A product name, the same in every language. */
const publicCloudName = 'Azure';

const filter = Symbol('filter');

type Value = FoundAccount | Command | typeof filter;

/** Commands that add an account that a search doesn't find. */
export interface OtherWays {
  readonly byEndpoint: Command;
  readonly byKey: Command;
  readonly byEnvironment: Command;
}

/**
 * Lists the Batch accounts of all signed-in users while they are being found, for the user to select some. Asks to sign
 * in only after a click, or if there is only one possible account. `searchers` were chosen before. Throws `Cancelled`.
 */
export async function pickAccounts(
  services: CommandServices,
  otherWays: OtherWays,
  searchers: readonly Searcher[] = [],
): Promise<AccountChoice> {
  const ended = new AbortController();
  try {
    const picker = new AccountPicker(services, otherWays, ended.signal);
    const values = await services.ui.pick<Value>({
      title: l10n.t('Sign in to Azure: Batch accounts'),
      placeholder: l10n.t('Select accounts to show in the explorer, or choose a way to sign in'),
      sections: [picker.otherWays],
      begin: (pick) => picker.findUsers(pick, searchers),
      nothing: '',
      many: true,
      atOnce: true,
      staysOpen: true,
    });
    return picker.toChoice(values);
  } finally {
    ended.abort();
  }
}

class AccountPicker {
  readonly otherWays: Section<Value>;
  readonly #services: CommandServices;
  readonly #filter: SubscriptionFilter;
  readonly #signal: AbortSignal;
  readonly #sections: SearchSection[] = [];

  constructor(services: CommandServices, ways: OtherWays, signal: AbortSignal) {
    this.#services = services;
    this.#filter = new SubscriptionFilter(services.state);
    this.#signal = signal;
    this.otherWays = {
      title: l10n.t('Ways to sign in'),
      heldBack: l10n.t('Other ways to sign in…'),
      load: async () => ({ rows: [], hasMore: false, actions: this.#listOtherWays(ways) }),
    };
  }

  /** Adds a section for each account signed in to VS Code, as soon as its provider reports it. */
  async findUsers(pick: OpenPick<Value>, searchers: readonly Searcher[]): Promise<void> {
    const known = [...(await listKnownSearchers()), ...searchers];
    const sections = new Set(known.map((searcher) => this.#findSection(searcher)));
    const [only, ...others] = sections;
    // The user has just run the command, and there is only one possible account to sign in with.
    if (only !== undefined && others.length === 0) only.mayAsk();
    for (const section of sections) pick.load(section);
  }

  toChoice(values: readonly Value[]): AccountChoice {
    if (values.includes(filter)) return { filterFor: this.#sections.map(({ search }) => search.searcher) };
    const [instead] = values.filter((value) => typeof value === 'function');
    if (instead !== undefined) return { instead };
    return {
      accounts: values.flatMap((value) => {
        const section = this.#sections.find(({ search }) => search.accounts.some((account) => account === value));
        return section === undefined || typeof value !== 'object'
          ? []
          : { found: value, searcher: section.search.searcher };
      }),
    };
  }

  /** Returns the section of the searcher, creating it on the first call. */
  #findSection(searcher: Searcher): SearchSection {
    const known = this.#sections.find((section) => isSameSearcher(section.search.searcher, searcher));
    if (known !== undefined) return known;
    const section = new SearchSection(
      new AccountSearch(searcher, this.#filter),
      this.#services.accounts.all,
      this.#signal,
    );
    this.#sections.push(section);
    return section;
  }

  /** Adds a section for the account that the user chooses in VS Code's dialog. */
  async #chooseUser(cloud: SignInCloud, pick: OpenPick<Value>): Promise<void> {
    try {
      const section = this.#findSection(await chooseSearcher(cloud));
      section.mayAsk();
      pick.load(section);
    } catch (error) {
      if (!Cancelled.is(error)) this.#services.ui.notify('error', BatchError.is(error) ? error.message : String(error));
    }
  }

  #listOtherWays({ byEndpoint, byKey, byEnvironment }: OtherWays): readonly PickAction<Value>[] {
    const clouds = listSignInClouds();
    const hasOthers = clouds.some(({ name }) => name !== undefined);
    // The cloud of these sign-ins is unknown before they are used, so all clouds are searched.
    const toSearch = (kind: SignInKind): PickAction<Value> => ({
      label: toAuthenticationText(kind),
      detail: toKindDetail(kind),
      icon: kind === 'azureCli' ? 'terminal' : 'server-environment',
      run: (pick) => {
        for (const cloud of clouds) {
          const section = this.#findSection({ kind, cloud });
          section.mayAsk();
          pick.load(section);
        }
      },
    });
    const microsoft = (of: SignInCloud): PickAction<Value> => ({
      label: hasOthers ? l10n.t('Microsoft account in {0}…', of.name ?? publicCloudName) : l10n.t('Microsoft account…'),
      detail: l10n.t('Sign in to VS Code with an account of your choice'),
      icon: 'account',
      run: (pick) => void this.#chooseUser(of, pick),
    });
    return [
      ...clouds.map(microsoft),
      ...identityKinds.map(toSearch),
      {
        label: l10n.t('Type an endpoint…'),
        detail: l10n.t("For users who can use an account but can't list accounts"),
        icon: 'edit',
        run: (pick) => pick.answer(byEndpoint),
      },
      {
        label: l10n.t('Use a key…'),
        detail: l10n.t('One of the two keys of an account'),
        icon: 'key',
        run: (pick) => pick.answer(byKey),
      },
      ...toEnvironmentActions(byEnvironment),
      {
        label: l10n.t('Select tenants and subscriptions…'),
        detail: toFilterText(this.#filter.places.length),
        icon: 'filter',
        run: (pick) => pick.answer(filter),
      },
    ];
  }
}

class SearchSection implements Section<Value> {
  readonly title: string;
  readonly search: AccountSearch;
  readonly #known: readonly Account[];
  readonly #signal: AbortSignal;
  #failure: BatchError | undefined;
  /**
   * True after a failure was shown; `#hadTrouble` contains the IDs of tenants that failed. Their rows stay after a
   * success.
   */
  #hadFailure = false;
  readonly #hadTrouble = new Set<string>();
  /** The searches that were started by a click and are in progress, by tenant ID; an empty ID means all tenants. */
  readonly #asking = new Set<string>();
  #asked: { readonly tenant?: Tenant } | undefined;

  constructor(search: AccountSearch, known: readonly Account[], signal: AbortSignal) {
    this.title = toSearcherText(search.searcher);
    this.search = search;
    this.#known = known;
    this.#signal = signal;
  }

  /** Lets the next search ask the user to sign in, to `tenant` if given. */
  mayAsk(tenant?: Tenant): void {
    this.#asked = tenant === undefined ? {} : { tenant };
  }

  async load(_more: boolean, show: (page: SectionPage<Value>) => void): Promise<SectionPage<Value>> {
    const asked = this.#asked;
    this.#asked = undefined;
    try {
      const options = { ...asked, signal: this.#signal };
      await this.search.look(asked === undefined ? 'silent' : 'interactive', options, () => show(this.#toPage()));
      this.#failure = undefined;
    } catch (error) {
      if (!BatchError.is(error) && !Cancelled.is(error)) throw error;
      this.#failure = Cancelled.is(error) ? toUnfinished() : error;
    } finally {
      if (asked !== undefined) this.#asking.delete(asked.tenant?.tenantId ?? '');
    }
    return this.#toPage();
  }

  #toPage(): SectionPage<Value> {
    const { accounts, findings, searcher, leftOut } = this.search;
    const actions: PickAction<Value>[] = [];
    const waiting = toWaitingText(this.search);
    if (waiting !== undefined) actions.push({ label: waiting, icon: 'loading~spin', isPassing: true });
    if (this.#failure !== undefined) {
      this.#hadFailure = true;
      actions.push({ ...toFailureAction(searcher, this.#failure, this.#toRun(this.#failure)), id: this.title });
    } else if (this.#hadFailure) actions.push({ ...toDone(this.title), id: this.title });
    for (const finding of findings) {
      const { tenantId, name } = finding.tenant;
      const id = `${this.title}\n${tenantId}`;
      const run = this.#toRun('error' in finding ? finding.error : undefined, finding.tenant);
      if ('error' in finding) {
        this.#hadTrouble.add(tenantId);
        actions.push({ ...toTenantAction(finding.tenant, finding.error, run), id });
        continue;
      }
      if (this.#hadTrouble.has(tenantId)) actions.push({ ...toDone(name), id });
      for (const each of finding.refused.map((refused) =>
        toRefusedAction(refused.subscription.name, refused.error, run),
      ))
        actions.push(each);
    }
    // Several searchers may find the same account, and another search of its tenant finds it again.
    const toId = ({ resourceId }: FoundAccount): string => `${this.title}\n${resourceId.toLowerCase()}`;
    const rows = accounts.map((account) => ({ ...toAccountRow(account, this.#known), id: toId(account) }));
    const hidden = toLeftOutText(leftOut);
    if (rows.length === 0 && actions.length === 0 && findings.length > 0 && hidden === undefined) {
      actions.push({ ...toEmptyText(this.search), icon: 'info', run: this.#toRun() });
    }
    if (hidden !== undefined) {
      const detail = l10n.t('Select tenants and subscriptions to show more.');
      actions.push({ label: hidden, detail, icon: 'filter', isPassing: true, run: (pick) => pick.answer(filter) });
    }
    return { rows, hasMore: false, actions };
  }

  /** Searches again after a click; the CLI first has to be signed in to a tenant that it doesn't know. */
  #toRun(error?: BatchError, tenant?: Tenant): PickAction<Value>['run'] {
    const id = tenant?.tenantId ?? '';
    return (pick) => {
      // A second click during the search has no further effect.
      if (this.#asking.has(id)) return;
      this.#asking.add(id);
      // The Azure CLI shows its prompts in a terminal.
      const isCli = this.search.searcher.kind === 'azureCli' && error?.code === 'NotSignedIn';
      void (isCli ? logInByCli(tenant?.tenantId) : Promise.resolve(true)).then((isReady) => {
        if (!isReady) {
          this.#asking.delete(id);
          return;
        }
        this.mayAsk(tenant);
        pick.load(this);
      });
    };
  }
}

function toKindDetail(kind: SignInKind): string {
  switch (kind) {
    case 'azureCli':
      return l10n.t('The user of “az login” on this computer');
    case 'environment':
      return l10n.t('A service principal in AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET');
    case 'workloadIdentity':
      return l10n.t('The federated token of the container that VS Code runs in');
    default:
      return l10n.t('The identity of the virtual machine that VS Code runs on');
  }
}

/** Offers the account that the environment names with its key, if there is one. */
function toEnvironmentActions(byEnvironment: Command): readonly PickAction<Value>[] {
  if (!workspace.isTrusted) return [];
  const found = findEnvironmentKey(process.env);
  if (found === undefined) return [];
  const label = l10n.t('Use the key in the environment…');
  if ('problem' in found) return [{ label, detail: found.problem, icon: 'warning' }];
  const detail = l10n.t('{account} at {endpoint}', { account: found.name, endpoint: found.endpoint.host });
  return [{ label, detail, icon: 'key', run: (pick) => pick.answer(byEnvironment) }];
}

/**
 * Puts the failure in the label, because the rest of a row may be cut off and the effect of a click is easily guessed.
 */
function toFailureAction(searcher: Searcher, error: BatchError, run: PickAction<Value>['run']): PickAction<Value> {
  const { kind, user } = searcher;
  if (!BatchError.is(error, 'NotSignedIn', 'AzureCliMissing')) {
    return { label: error.message, detail: l10n.t('Select to try again.'), icon: 'warning', run };
  }
  const detail = error.message;
  if (kind === 'microsoft') {
    const label = l10n.t('Sign in as {0}…', user?.label ?? toAuthenticationText(kind));
    return { label, detail, icon: 'sign-in', run };
  }
  if (kind === 'azureCli' && error.code === 'NotSignedIn')
    return { label: toWayInAction(kind).title, detail, icon: 'sign-in', run };
  return { label: toMissingText(kind), detail, icon: 'warning', run };
}

/**
 * Returns the row that shows a click's result in place of the clicked row, so that a second click does not hit another
 * row.
 */
function toDone(name: string): PickAction<Value> {
  return { label: l10n.t('Signed in to {0}', name), icon: 'check' };
}

/** Says briefly why a sign-in method is unavailable. */
function toMissingText(kind: IdentityKind): string {
  switch (kind) {
    case 'azureCli':
      return l10n.t('The Azure CLI was not found');
    case 'environment':
      return l10n.t('No identity in the environment');
    case 'workloadIdentity':
      return l10n.t('No workload identity');
    case 'managedIdentity':
      return l10n.t('No managed identity');
  }
}

/** Describes which tenants the list waits for; undefined when the list is complete. */
function toWaitingText({ awaited, searcher }: AccountSearch): string | undefined {
  if (awaited === undefined) return undefined;
  const { tenants, of } = awaited;
  const [first] = tenants;
  const name = first?.name ?? toSearcherText(searcher);
  if (of < 2) return l10n.t('Waiting for {0}…', name);
  return l10n.t('Waiting for {name}… ({answered} of {of} tenants have responded)', {
    name,
    answered: formatNumber(of - tenants.length),
    of: formatNumber(of),
  });
}

/** Counts the results that the user's own choice of tenants and subscriptions hides; undefined if there are none. */
function toLeftOutText({ tenants, accounts }: LeftOut): string | undefined {
  const parts = [
    plural(accounts, {
      '=0': '',
      one: l10n.t('{count} account is hidden', asCount(accounts)),
      other: l10n.t('{count} accounts are hidden', asCount(accounts)),
    }),
    plural(tenants, {
      '=0': '',
      one: l10n.t("{count} tenant wasn't queried", asCount(tenants)),
      other: l10n.t("{count} tenants weren't queried", asCount(tenants)),
    }),
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : listPlain(parts);
}

function toFilterText(count: number): string {
  return plural(count, {
    '=0': l10n.t('Accounts from all of them are listed.'),
    one: l10n.t('Accounts from {count} selected item are listed.', asCount(count)),
    other: l10n.t('Accounts from {count} selected items are listed.', asCount(count)),
  });
}

/** Returns the row of a tenant that refused or failed: a click signs in to it, or searches it again. */
function toTenantAction(tenant: Tenant, error: BatchError, run: PickAction<Value>['run']): PickAction<Value> {
  return needsSignIn(error)
    ? {
        label: l10n.t('Sign in to {0}…', tenant.name),
        detail: l10n.t('This organization requires you to sign in again, for example with a second factor.'),
        icon: 'sign-in',
        run,
      }
    : toRefusedAction(tenant.name, error, run);
}

function toRefusedAction(name: string, error: BatchError, run: PickAction<Value>['run']): PickAction<Value> {
  // The service's own message names an API operation, but no role.
  const detail =
    toServiceStatus(error) === 403
      ? l10n.t("You don't have permission to list the Batch accounts there. To list them, you need the Reader role.")
      : error.message;
  return { label: l10n.t("{0} wasn't checked", name), detail, icon: 'warning', run };
}

function toEmptyText({ findings }: AccountSearch): Pick<PickAction<Value>, 'label' | 'detail'> {
  const subscriptions = findings.flatMap((finding) => ('error' in finding ? [] : finding.subscriptions));
  return subscriptions.length === 0
    ? {
        label: l10n.t('No subscription'),
        detail: l10n.t(
          "You're signed in, but no Azure subscription is visible to you. The Reader role makes one visible.",
        ),
      }
    : {
        label: l10n.t('No Batch account'),
        detail: l10n.t(
          "None of the subscriptions that you can see ({0}) has a Batch account that's visible to you.",
          subscriptions.length,
        ),
      };
}

function toUnfinished(): BatchError {
  return new BatchError({ code: 'NotSignedIn', message: l10n.t("Sign-in wasn't completed.") });
}
