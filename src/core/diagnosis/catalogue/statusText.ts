import * as l10n from '@vscode/l10n';
import { toSentence } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { firstLine } from '../explanation/serviceWords.ts';
import type { CodeText } from './entry.ts';
import { findCode } from './find.ts';

interface Answer {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Proxies and gateways answer with pages. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** What the answer says; of a page its title, which says all that people need. */
export function describeAnswer({ status, code, message = '' }: Answer): Evidence {
  const head = [status === undefined ? l10n.t('no answer') : String(status), code]
    .filter((part) => part !== undefined)
    .join(' ');
  const said = isPage(message) ? (/<title>([^<]{1,300})/i.exec(message)?.[1]?.trim() ?? '') : firstLine(message);
  return { text: said === '' ? head : `${head}: "${said}"`, source: 'HTTP' };
}

/** The id that support asks for: Batch writes it on a line of its own below its message. */
export function describeRequestId({ message = '' }: Answer): Evidence | undefined {
  const id = /\brequest-?id:\s{0,3}([0-9a-f-]{8,64})/i.exec(message)?.[1];
  return id === undefined ? undefined : { text: l10n.t('Request id: {0}', id), source: 'RequestId' };
}

/** What a status alone says, when the code is not known. `said` is the message of the answer, empty for none. */
export function describeStatus(status: number | undefined, said: string): CodeText {
  if (status === undefined) return noAnswer(said);
  const own =
    status === 404 && isPage(said) ? findCode('local', 'NotBatchService')?.entry.text() : describeKnownStatus(status);
  const meaning =
    said === '' || isPage(said) || (own !== undefined && saysLittle(status))
      ? (own?.meaning ?? l10n.t('The service answered with status {0}.', status))
      : toSentence(said);
  return {
    meaning,
    causes: own?.causes ?? [],
    fixes: own?.fixes ?? [l10n.t('Refresh, and look at the details of the answer.')],
    ...(own?.wait === undefined ? {} : { wait: own.wait }),
  };
}

/** With these, the text of the answer only repeats the status. */
function saysLittle(status: number): boolean {
  return status >= 500 || [407, 408, 429].includes(status);
}

function noAnswer(said: string): CodeText {
  return {
    meaning: said === '' ? l10n.t('No answer arrived from the service.') : toSentence(said),
    causes: [
      l10n.t(
        'Either the request never reached the service, or the answer was lost: what was asked for may have been done.',
      ),
    ],
    fixes: [l10n.t('Check network and proxy, wait several seconds, refresh to see what was done, then try again.')],
  };
}

function text(meaning: string, cause: string, fix: string): CodeText {
  return { meaning, causes: cause === '' ? [] : [cause], fixes: [fix] };
}

/** A fault that passes by itself: to wait is all there is to do. */
function passing(meaning: string, cause: string): CodeText {
  return { meaning, causes: [cause], wait: l10n.t('Try again in a while.'), fixes: [] };
}

function describeKnownStatus(status: number): CodeText | undefined {
  switch (status) {
    case 401:
      return text(
        l10n.t('The service does not know who asks.'),
        l10n.t('The sign-in has expired, or is missing.'),
        l10n.t('Sign in again.'),
      );
    case 403:
      return text(
        l10n.t('The service refuses this.'),
        l10n.t('Your role or key does not allow it, or the network of the account keeps this computer out.'),
        l10n.t('Sign in again, or ask for the permission.'),
      );
    case 404:
      return text(
        l10n.t('What was asked for does not exist.'),
        l10n.t('It was deleted since the list was read, or the id is misspelt or of another account.'),
        l10n.t('Refresh the view.'),
      );
    case 407:
      return text(
        l10n.t('The proxy of this network asks who you are.'),
        l10n.t('The request never got to the service.'),
        l10n.t('Give the proxy a user and password (setting `http.proxy`), then try again.'),
      );
    case 408:
      return text(
        l10n.t('The service did not get the request in time.'),
        l10n.t('The network is slow or drops packets.'),
        l10n.t('Wait several seconds, then try again.'),
      );
    case 409:
      return text(
        l10n.t('The request conflicts with what is there.'),
        l10n.t('What was asked for exists already, or what it is about is in a state that does not allow it now.'),
        l10n.t('Refresh, look at the state of what the request is about, and try again when that has changed.'),
      );
    case 412:
      return text(
        l10n.t('It was changed by someone else since it was read.'),
        '',
        l10n.t('Refresh, look at the change, and try again.'),
      );
    case 429:
      return text(
        l10n.t('The service refuses requests because there were too many.'),
        l10n.t('Programs ask too often, or too many of them at once.'),
        l10n.t('Lower the refresh rate of whatever polls the account.'),
      );
    case 501:
      return text(l10n.t('The service does not offer this operation.'), '', l10n.t('Use another operation.'));
    case 502:
    case 504:
      return passing(
        l10n.t('Something between this computer and the service (a gateway or proxy) had no answer from it.'),
        l10n.t('Usually a passing fault.'),
      );
    case 503:
      return passing(
        l10n.t('The service takes no requests right now.'),
        l10n.t('It is overloaded or being maintained.'),
      );
    default:
      return status >= 500
        ? passing(
            l10n.t('The service had an internal error (status {0}).', status),
            l10n.t('A passing fault of the service or of something in between.'),
          )
        : undefined;
  }
}
