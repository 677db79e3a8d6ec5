import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as l10n from '@vscode/l10n';
import type { AccountCredential } from '../app/accounts/accounts.ts';
import { findAccountNameProblem, parseEndpoint } from '../app/accounts/endpoint.ts';
import { environmentNames, findEnvironmentKey } from '../app/accounts/environmentKey.ts';
import { type Account, identityKinds } from '../core/model/account.ts';
import { definedOnly } from '../core/model/defined.ts';
import { isObject } from '../core/model/shape.ts';
import { withLabel } from '../core/text/label.ts';
import { parseJson } from '../core/text/parseJson.ts';
import { describeFileError } from '../node/fileError.ts';
import { type Given, type Options, refuseValue } from './commandLine.ts';
import { WrongUse } from './exit.ts';
import type { Output } from './output.ts';
import { rulesOption } from './rules.ts';

/** Options with which each command that contacts a service finds its account, and explains the failures in it. */
export const accountOptions: Options = {
  ...rulesOption,
  'account-url': {
    type: 'string',
    value: 'URL',
    describe: () => l10n.t('Account endpoint (default: {0})', environmentNames.endpoint),
  },
  account: {
    type: 'string',
    value: 'NAME|URL',
    describe: () =>
      l10n.t(
        "Account endpoint, or account name if the endpoint doesn't begin with it (default: {0})",
        environmentNames.account,
      ),
  },
  'sign-in': {
    type: 'string',
    choices: identityKinds,
    describe: () => l10n.t('How to sign in (default: the key in {0}, otherwise azureCli)', environmentNames.key),
  },
  tenant: { type: 'string', value: 'ID', describe: () => l10n.t('Tenant to sign in to') },
  simulator: {
    type: 'string',
    value: '-|FILE',
    describe: () =>
      l10n.t("A simulator's account, read from the simulator's startup line on standard input or in a file"),
  },
  'confirm-host': {
    type: 'string',
    value: 'HOST',
    describe: () => l10n.t("Sign requests for this host even though it isn't an Azure Batch host"),
  },
  'storage-host': {
    type: 'string',
    value: 'HOST',
    describe: () => l10n.t('Read files that are no longer on their nodes from this storage host'),
  },
};

/**
 * Returns the options with which another command finds the account that this one was started with. An account on this
 * computer is found by the environment, or by the line of its simulator.
 */
export function toAccountOptions(given: Given, { endpoint, name }: Account): Readonly<Record<string, string>> {
  const { 'account-url': _url, account: _name, ...typed } = toTypedOptions(given);
  const url = new URL(endpoint);
  if (url.protocol !== 'https:') return typed;
  const isInHost = url.hostname.startsWith(`${name}.`);
  return { 'account-url': url.host, ...(isInHost ? {} : { account: name }), ...typed };
}

/** Returns the options for the account as they were typed. */
export function toTypedOptions(given: Given): Readonly<Record<string, string>> {
  return definedOnly(Object.fromEntries(Object.keys(accountOptions).map((option) => [option, given.text(option)])));
}

/** Checks whether the command line or the environment names an account. */
export function namesAccount(given: Given, environment: NodeJS.ProcessEnv): boolean {
  return (
    ['account-url', 'account', 'simulator', 'sign-in', 'tenant'].some((option) => given.text(option) !== undefined) ||
    [environmentNames.endpoint, environmentNames.account].some((name) => environment[name]?.trim())
  );
}

/** An account and its credential. */
export interface FoundAccount {
  readonly account: Account;
  readonly credential: AccountCredential;
}

/**
 * Finds the account specified on the command line; otherwise, the account of an address on the command line, or the
 * account in the environment. Throws `WrongUse` if there is none or it is incomplete.
 */
export async function findGivenAccount(
  given: Given,
  environment: NodeJS.ProcessEnv,
  addressed: string | undefined,
  output: Pick<Output, 'note'>,
): Promise<FoundAccount> {
  const other = ['account-url', 'account', 'sign-in', 'tenant'].find((name) => given.text(name) !== undefined);
  if (given.text('simulator') !== undefined && other !== undefined)
    throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--simulator', other: `--${other}` }));
  const found =
    given.text('simulator') === undefined
      ? fromOptions(given, environment, addressed, output)
      : await fromSimulator(given);
  const { host } = new URL(found.account.endpoint);
  if (addressed !== undefined && new URL(addressed).host !== host)
    throw new WrongUse(
      l10n.t('The address belongs to {addressed}, but the account is {host}. Specify one account.', {
        addressed: new URL(addressed).host,
        host,
      }),
    );
  const { account, credential } = found;
  const [confirmed, storage] = [given.text('confirm-host'), given.text('storage-host')];
  if (storage !== undefined && !/^[\w.-]+(?::\d+)?$/.test(storage))
    throw refuseValue(
      '--storage-host',
      storage,
      l10n.t('Specify a host such as {0}.', 'contoso.blob.core.windows.net'),
    );
  return {
    account: storage === undefined ? account : { ...account, storageHosts: [storage] },
    credential: confirmed === host ? { ...credential, confirmedHost: host } : credential,
  };
}

function fromOptions(
  given: Given,
  environment: NodeJS.ProcessEnv,
  addressed: string | undefined,
  output: Pick<Output, 'note'>,
): FoundAccount {
  const named = environment[environmentNames.endpoint]?.trim() || undefined;
  const [typedName, typedUrl] = readTyped(given);
  const typed = typedUrl ?? addressed ?? named;
  if (typed === undefined)
    throw new WrongUse(
      typedName === undefined
        ? l10n.t('Which account? Specify --account-url, or set {0}.', environmentNames.endpoint)
        : l10n.t(
            "“{name}” is an account's name, which doesn't show its region. Specify --account-url, or set {variable}.",
            {
              name: typedName,
              variable: environmentNames.endpoint,
            },
          ),
    );
  const parsed = parseEndpoint(typed);
  if ('problem' in parsed) {
    const isOption = typedUrl !== undefined && typed === typedUrl;
    const option = given.text('account-url') === undefined ? '--account' : '--account-url';
    throw new WrongUse(withLabel(isOption ? option : environmentNames.endpoint, parsed.problem));
  }
  const { url, host, accountName } = parsed.endpoint;
  // The other variables belong to the endpoint in the environment, and must not be used for another one.
  const isNamed = named === undefined || findHost(named) === host;
  const namedHost = (named && findHost(named)) ?? named ?? '';
  if (!isNamed && environment[environmentNames.key]?.trim() && given.text('sign-in') === undefined)
    output.note(
      l10n.t("The key in {key} is for {other}, so it isn't used for {host}.", {
        key: environmentNames.key,
        other: namedHost,
        host,
      }),
    );
  const inEnvironment = (isNamed && environment[environmentNames.account]?.trim()) || undefined;
  const byHost =
    accountName !== undefined && findAccountNameProblem(accountName) === undefined ? accountName : undefined;
  const name = typedName ?? inEnvironment ?? byHost;
  if (name === undefined) {
    const { account: variable, endpoint } = environmentNames;
    throw new WrongUse(
      !isNamed && environment[variable]?.trim()
        ? l10n.t(
            "The endpoint {host} doesn't include the account name, and {variable} isn't used for it, because {endpoint} is {other}. Specify --account.",
            { host, variable, endpoint, other: namedHost },
          )
        : l10n.t("The endpoint doesn't include the account name. Specify --account, or set {0}.", variable),
    );
  }
  const problem = findAccountNameProblem(name);
  const source = typedName === undefined ? environmentNames.account : '--account';
  if (problem !== undefined) throw new WrongUse(withLabel(source, problem));
  const key = isNamed ? environment[environmentNames.key]?.trim() : undefined;
  const signIn = given.text('sign-in');
  const account = { id: host, name, endpoint: url };
  if (signIn === undefined && key) {
    const checked = findEnvironmentKey({
      [environmentNames.account]: name,
      [environmentNames.endpoint]: url,
      [environmentNames.key]: key,
    });
    if (checked !== undefined && 'problem' in checked) throw new WrongUse(checked.problem);
    return { account: { ...account, authentication: 'sharedKey' }, credential: { kind: 'sharedKey', key } };
  }
  const kind = identityKinds.find((one) => one === signIn) ?? 'azureCli';
  const signedIn = definedOnly<Account>({ ...account, authentication: kind, tenantId: given.text('tenant') });
  return { account: signedIn, credential: { kind: 'signIn' } };
}

/** Reads the name and the endpoint. A name has only letters and digits, so an endpoint in its place is recognized. */
function readTyped(given: Given): readonly [name: string | undefined, url: string | undefined] {
  const [name, url] = [given.text('account'), given.text('account-url')];
  return url === undefined && name !== undefined && /[.:]/.test(name) ? [undefined, name] : [name, url];
}

function findHost(typed: string): string | undefined {
  const parsed = parseEndpoint(typed);
  return 'problem' in parsed ? undefined : parsed.endpoint.host;
}

/** Reads the account from the simulator's line. npm may write lines before it, and the simulator keeps running. */
async function fromSimulator(given: Given): Promise<FoundAccount> {
  const from = given.text('simulator') ?? '-';
  const stream = from === '-' ? process.stdin : createReadStream(from);
  try {
    for await (const line of createInterface({ input: stream })) {
      const found = parseLine(line);
      if (found !== undefined) return found;
    }
  } catch (error) {
    throw new WrongUse(withLabel('--simulator', withLabel(from, describeFileError(error))));
  } finally {
    stream.destroy();
  }
  const reason = l10n.t('No simulator startup line found.');
  throw new WrongUse(withLabel('--simulator', reason));
}

function parseLine(line: string): FoundAccount | undefined {
  const value = parseJson(line);
  if (!isObject(value)) return undefined;
  const { url, accountName, accountKey } = value;
  if (typeof url !== 'string' || typeof accountName !== 'string' || typeof accountKey !== 'string') return undefined;
  const parsed = parseEndpoint(url);
  if ('problem' in parsed) return undefined;
  return {
    account: {
      id: parsed.endpoint.host,
      name: accountName,
      endpoint: parsed.endpoint.url,
      authentication: 'sharedKey',
    },
    credential: { kind: 'sharedKey', key: accountKey },
  };
}
