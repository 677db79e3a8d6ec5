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

/** Checks whether a text is a web page, which proxies and gateways return. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** Checks for the error body of a response with an unknown status. Codes of this extension say why there is none. */
export function isBodyAlone({ status, code }: Answer): boolean {
  return status === undefined && code !== undefined && findCode('local', code) === undefined;
}

/** Quotes an answer. For a web page, quotes only its title, which is all that people need. */
export function describeAnswer({ status, code, message = '' }: Answer): Evidence {
  const known = isBodyAlone({ status, code }) ? undefined : l10n.t('no response');
  const head = [status === undefined ? known : String(status), code].filter((part) => part !== undefined).join(' ');
  const said = isPage(message) ? (/<title>([^<]{1,300})/i.exec(message)?.[1]?.trim() ?? '') : firstLine(message);
  return { text: said === '' ? head : `${head}: "${said}"`, source: 'HTTP' };
}

/** Describes the request ID that support needs. Batch writes it on a separate line below its message. */
export function describeRequestId({ message = '' }: Answer): Evidence | undefined {
  const id = /\brequest-?id:\s{0,3}([0-9a-f-]{8,64})/i.exec(message)?.[1];
  return id === undefined ? undefined : { text: l10n.t('Request ID: {0}', id), source: 'RequestId' };
}

/** Explains a response with an unknown code. `said` is the first line of its message, or empty. */
export function describeStatus({ status, code }: Answer, said: string): CodeText {
  if (isBodyAlone({ status, code }))
    return {
      meaning: toSentence(said || `${code}`),
      causes: [],
      fixes: [l10n.t('Act on what the service says; search for its code in the Azure Batch documentation.')],
    };
  if (status === undefined) return noAnswer(said);
  const own =
    status === 404 && isPage(said) ? findCode('local', 'NotBatchService')?.entry.text() : describeKnownStatus(status);
  const meaning =
    said === '' || isPage(said) || (own !== undefined && saysLittle(status))
      ? (own?.meaning ?? l10n.t('The service responded with status {0}.', status))
      : toSentence(said);
  return {
    meaning,
    causes: own?.causes ?? [],
    fixes: own?.fixes ?? [l10n.t('Check the details of the response.')],
    ...(own?.wait === undefined ? {} : { wait: own.wait }),
  };
}

/** Checks for a status whose response text only repeats the status. */
function saysLittle(status: number): boolean {
  return status >= 500 || [407, 408, 429].includes(status);
}

function noAnswer(said: string): CodeText {
  return {
    meaning: said === '' ? l10n.t('No response was received from the service.') : toSentence(said),
    causes: [
      l10n.t(
        'Either the request never reached the service, or the response was lost: the operation may have been performed.',
      ),
    ],
    fixes: [l10n.t('Check the network and proxy, wait several seconds, refresh to see what was done, then try again.')],
  };
}

function text(meaning: string, cause: string, fix: string): CodeText {
  return { meaning, causes: cause === '' ? [] : [cause], fixes: [fix] };
}

/** Creates an entry for a fault that passes on its own, so that only waiting helps. */
function passing(meaning: string, cause: string): CodeText {
  return { meaning, causes: [cause], wait: l10n.t('Try again in a while.'), fixes: [] };
}

function describeKnownStatus(status: number): CodeText | undefined {
  switch (status) {
    case 401:
      return text(
        l10n.t("The service doesn't know who is making the request."),
        l10n.t('The sign-in has expired, or is missing.'),
        l10n.t('Sign in again.'),
      );
    case 403:
      return text(
        l10n.t('The service denied this request.'),
        l10n.t("Your role or key doesn't allow it, or the account's network settings block this computer."),
        l10n.t('Sign in again, or ask for permission.'),
      );
    case 404:
      return text(
        l10n.t("The requested item doesn't exist."),
        l10n.t('It was deleted, or the ID is misspelled or belongs to another account.'),
        l10n.t('Check the ID and the account. If both are right, it was deleted.'),
      );
    case 407:
      return text(
        l10n.t("This network's proxy requires you to authenticate."),
        l10n.t('The request never reached the service.'),
        l10n.t('Specify a user name and password for the proxy (setting `http.proxy`), then try again.'),
      );
    case 408:
      return text(
        l10n.t('The service did not receive the request in time.'),
        l10n.t('The network is slow or drops packets.'),
        l10n.t('Wait several seconds, then try again.'),
      );
    case 409:
      return text(
        l10n.t('The request conflicts with the current state.'),
        l10n.t(
          "The requested item already exists, or the resource is in a state that doesn't allow the operation now.",
        ),
        l10n.t('Check the state of the resource, and try again when it has changed.'),
      );
    case 412:
      return text(
        l10n.t('Someone else has changed it since it was read.'),
        '',
        l10n.t('Look at the change, and try again.'),
      );
    case 429:
      return text(
        l10n.t('The service is refusing requests because there were too many.'),
        l10n.t('Programs send requests too often, or too many programs do so at once.'),
        l10n.t('Lower the refresh rate of whatever polls the account.'),
      );
    case 501:
      return text(l10n.t("The service doesn't support this operation."), '', l10n.t('Use another operation.'));
    case 502:
    case 504:
      return passing(
        l10n.t(
          'Something between this computer and the service (a gateway or proxy) got no response from the service.',
        ),
        l10n.t('Usually a transient fault.'),
      );
    case 503:
      return passing(
        l10n.t("The service isn't accepting requests right now."),
        l10n.t("It's overloaded or under maintenance."),
      );
    default:
      return status >= 500
        ? passing(
            l10n.t('The service had an internal error (status {0}).', status),
            l10n.t('A transient fault in the service or something in between.'),
          )
        : undefined;
  }
}
