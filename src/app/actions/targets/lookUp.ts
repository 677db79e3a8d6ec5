import * as l10n from '@vscode/l10n';
import { within } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../../core/model/cancelled.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { CallOptions } from '../../../service/ports.ts';
import { nameAccount } from '../../accounts/accounts.ts';
import type { App } from '../../app.ts';
import { describeSilence, isUnreachable } from '../../rows/accountTrouble.ts';
import { toThingName } from './names.ts';

/** Milliseconds to wait before progress is shown, because faster responses need none. */
const noticeMs = 2_000;
const maxShownLength = 40;

type LookServices = Pick<App, 'accounts' | 'clock' | 'ui'>;

/**
 * Reads data before a question or an action. If this takes a while, shows what is being read and how long an account
 * has not responded. The user can cancel, which aborts the requests and throws `Cancelled`. Throws the errors of
 * `read`.
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
  await ui.progress({ title: toLookUpTitle(services, first, things.length) }, async ({ signal, report }) => {
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

/** Explains why an item could not be read, as a sentence. If its account does not respond, includes when that began. */
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

function toLookUpTitle({ accounts }: LookServices, first: Resource, count: number): string {
  const name = toShortVisible(toThingName({ accounts }, first), maxShownLength);
  const account = toShortVisible(nameAccount(accounts, first.accountId), maxShownLength);
  if (count > 1)
    return l10n.t('Checking {name} and {count} more in {account}', { name, account, ...asCount(count - 1) });
  return l10n.t('Checking {name} in {account}', { name, account });
}
