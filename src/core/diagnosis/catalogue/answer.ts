import * as l10n from '@vscode/l10n';
import type { Evidence } from '../explanation/explanation.ts';
import { firstLine } from '../explanation/serviceWords.ts';

/** What the service answered, as far as it was an answer. */
export interface Answer {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Proxies and gateways answer with pages. */
export function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** What the answer says; of a page its title, which says all that people need. */
export function describeAnswer({ status, code, message = '' }: Answer): Evidence {
  const head = [status === undefined ? l10n.t('no answer') : String(status), code]
    .filter((part) => part !== undefined)
    .join(' ');
  const said = isPage(message) ? readPageTitle(message) : firstLine(message);
  return { text: said === '' ? head : `${head}: "${said}"`, source: 'HTTP' };
}

function readPageTitle(page: string): string {
  return /<title>([^<]{1,300})/i.exec(page)?.[1]?.trim() ?? '';
}

/** The id that support asks for: Batch writes it on a line of its own below its message. */
export function describeRequestId({ message = '' }: Answer): Evidence | undefined {
  const id = /\brequest-?id:\s{0,3}([0-9a-f-]{8,64})/i.exec(message)?.[1];
  return id === undefined ? undefined : { text: l10n.t('Request id: {0}', id), source: 'RequestId' };
}
