import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import type { Resource } from '../../core/model/resource.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import type { CallOptions } from '../../service/ports.ts';
import { nameAccount } from '../accounts/accounts.ts';
import type { App } from '../app.ts';
import { describeSilence, isUnreachable } from '../rows/accountTrouble.ts';
import { within } from '../turns.ts';
import { toThingName } from './names.ts';

/** Milliseconds without progress, because faster responses need none. */
const noticeMs = 2_000;
const maxShownLength = 40;

type LookServices = Pick<App, 'accounts' | 'clock' | 'ui'>;

/**
 * Reads data before a question or an action. When that takes long, shows what is being read and since when an account
 * does not respond, until the user cancels: then the requests are aborted, and it throws `Cancelled`. Throws the errors
 * of `read`.
 */
export async function lookUp<T>(
  services: LookServices,
  things: readonly Resource[],
  read: (call: Required<CallOptions>) => Promise<T>,
): Promise<T> {
  const { accounts, clock, ui } = services;
  const abort = new AbortController();
  const reading = untilAborted(read(abort), abort.signal);
  const ended = reading.then(
    () => true,
    () => true,
  );
  const [first] = things;
  if (first === undefined || (await within(clock, noticeMs, ended))) return explainFailure(services, first, reading);
  await ui.progress({ title: toTitle(services, first, things.length) }, async ({ signal, report }) => {
    let said = '';
    const say = (): void => {
      const message = findSilence(services, first) ?? '';
      if (message !== said) report({ message });
      said = message;
    };
    signal.addEventListener('abort', () => abort.abort(), { once: true });
    if (signal.aborted) abort.abort();
    const changes = accounts.onDidChangeData(say);
    say();
    try {
      await ended;
    } finally {
      changes.dispose();
    }
  });
  return explainFailure(services, first, reading);
}

/** Explains why an item could not be read, as a sentence: when its account does not respond, since when. */
export function describeUnanswered(services: LookServices, thing: Resource, error: BatchError): string {
  return (isUnreachable(error) ? findSilence(services, thing) : undefined) ?? error.message;
}

async function explainFailure<T>(services: LookServices, thing: Resource | undefined, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (thing === undefined || Cancelled.is(error) || !BatchError.is(error)) throw error;
    const message = describeUnanswered(services, thing, error);
    if (message === error.message) throw error;
    throw new BatchError({ code: error.code, message, cause: error });
  }
}

function findSilence({ accounts, clock }: LookServices, { accountId }: Resource): string | undefined {
  const snapshot = accounts.findStore(accountId)?.snapshot;
  return snapshot && describeSilence(snapshot, { now: new Date(clock.now()) });
}

function toTitle({ accounts }: LookServices, first: Resource, count: number): string {
  const name = toShortVisible(toThingName({ accounts }, first), maxShownLength);
  const account = toShortVisible(nameAccount(accounts, first.accountId), maxShownLength);
  if (count > 1)
    return l10n.t('Checking {name} and {count} more in {account}', { name, account, ...asCount(count - 1) });
  return l10n.t('Checking {name} in {account}', { name, account });
}
