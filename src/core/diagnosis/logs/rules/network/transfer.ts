import * as l10n from '@vscode/l10n';
import { findExit } from '../../../catalogue/findExit.ts';
import { readStorageRefusal, storageRefusals } from '../../../catalogue/storageRefusals.ts';
import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding, Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { readHost, statusCategory } from '../../lexicon/httpStatus.ts';

/**
 * Beginnings of wget's line with an error status, in English, German, French, Italian, Portuguese, Dutch, and Swedish.
 */
const refusals = ['ERROR', 'FEHLER', 'ERREUR', 'erreur', 'ERRORE', 'ERRO', 'FOUT', 'FEL'].flatMap((word) => [
  `${word} 4`,
  `${word} 5`,
  // French uses nonbreaking spaces.
  `${word}\u00A04`,
  `${word}\u00A05`,
]);

/** Rules for curl, wget, ssh, and scp. */
export const transferRules = {
  'curl-failed': { on: ['curl: ('], read: readCurl },
  'transfer-source-missing': {
    like: [
      "curl: Can't open '{what}'",
      'error occurred (404)',
      'client error (404)',
      'error reading source root directory: directory not found',
      'error reading source directory: directory not found',
    ],
    category: 'missing-file',
  },
  'curl-option': { like: 'curl: option {what}: ', category: 'bad-arguments' },
  'curl-help-offered': { like: "curl: try 'curl", category: 'bad-arguments', weight: 'hint' },
  'wget-refused': { on: refusals, read: readWget },
  'wget-answered': { on: ['awaiting response... 4', 'awaiting response... 5'], read: readWgetAnswer },
  'wget-host-unknown': { on: ['wget: ', 'wget : ', 'wget\u00A0: '], read: readWgetHost },
  'wget-certificate': {
    like: [
      "cannot verify {what}'s certificate",
      'The certificate of {what} is not trusted',
      "The certificate of {what} doesn't have a known issuer",
      'Unable to establish SSL',
      'no certificate subject',
    ],
    category: 'network-tls',
  },
  'wget-url-missing': { like: 'wget: missing URL', category: 'bad-arguments' },
  'wget-not-written': {
    like: ['^Cannot write to ‘{what}’', "^Cannot write to '{what}'"],
    category: 'disk-full',
    narrow: 'kind',
  },
  'ssh-not-connected': { like: 'ssh: connect to host {what} port {}: ', category: 'network' },
  'scp-closed': { like: '^scp: Connection closed$', category: 'network' },
  'ssh-key-refused': {
    like: [
      'Permission denied (publickey',
      'Permission denied (password',
      'Permission denied (keyboard',
      'Too many authentication failures',
    ],
    category: 'permission',
    says: () => l10n.t("The remote host doesn't accept any of the task's keys"),
    fix: () => [
      l10n.t(
        'Provide the private key to the task as a resource file (chmod 600), and specify it with ssh -i or GIT_SSH_COMMAND.',
      ),
    ],
  },
  'ssh-host-key-unknown': {
    like: ['Host key verification failed', 'REMOTE HOST IDENTIFICATION HAS CHANGED'],
    category: 'permission',
    says: () => l10n.t("The SSH host key isn't known on the node"),
    fix: () => [l10n.t('Add the host key to known_hosts in the start task (ssh-keyscan), or accept new keys.')],
  },
  'ssh-key-unusable': { like: ['Load key "{what}"', 'UNPROTECTED PRIVATE KEY FILE'], category: 'permission' },
  'transfer-gave-up': {
    like: ['Giving up.', '^lost connection$', '^scp: lost connection$'],
    category: 'network',
    weight: 'echo',
  },
  'restic-password-wrong': { like: 'wrong password or no key found', category: 'permission' },
  'rsync-ended': { like: '^rsync error: ', category: 'other', weight: 'echo', narrow: 'other' },
} satisfies Rules;

function readCurl(log: LogText, line: number): Finding | undefined {
  const { code, message } = /curl: \((?<code>\d{1,3})\) (?<message>.*)/.exec(log.text(line))?.groups ?? {};
  if (message === undefined) return undefined;
  const status = /returned error: (\d{3})/.exec(message)?.[1];
  const category =
    status === undefined
      ? curlCategory(Number(code), message)
      : refusalCategory(Number(status), message, isAzureStorage(log, line));
  return {
    line,
    category,
    // Echoes the end of the program that reads curl's output, which says why.
    weight: Number(code) === 23 && category === 'other' ? 'echo' : 'cause',
    narrow: 'exact',
    subject: /resolve host:? ([\w.-]+)/.exec(message)?.[1],
    server: findServer(log, line),
  };
}

function curlCategory(code: number, message: string): FailureCategory {
  if (code === 28 && /Failed to connect|Connection timed out|connect timeout/i.test(message)) return 'network';
  if (code === 28 && /[Rr]esolving timed out/.test(message)) return 'network-dns';
  if (code === 23 && !/No space/.test(message)) return 'other';
  return findExit(code, undefined, ['curl'])?.category ?? 'other';
}

/** Reads an error status reported by wget: `2024-01-01 10:00:00 ERROR 404: Not Found.` */
function readWget(log: LogText, line: number): Finding | undefined {
  const status = /(?:^|\s)(?:ERROR|FEHLER|ERREUR|erreur|ERRORE|ERRO|FOUT|FEL)[ \u00A0](\d{3})[ \u00A0\u202F]?: ./.exec(
    log.text(line),
  )?.[1];
  if (status === undefined) return undefined;
  const storage = /authenticat|blob/i.test(log.text(line)) || isAzureStorage(log, line);
  const category = refusalCategory(Number(status), log.text(line), storage);
  return { line, category, weight: 'cause', narrow: 'exact', server: findServer(log, line) };
}

/**
 * Reads wget's failure to find a host, in any language. Of wget's own messages, only this one quotes a name with dots
 * and without slashes.
 */
function readWgetHost(log: LogText, line: number): Finding | undefined {
  const said =
    /(?:^|\s)wget[ \u00A0]?: [^\n]{3,160}[‘'"“„«»][ \u00A0\u202F]?(\w[\w-]*(?:\.\w[\w-]*)+)[ \u00A0\u202F]?[’'"“”»«](?!:)/;
  const host = said.exec(log.text(line))?.[1];
  return host === undefined
    ? undefined
    : { line, category: 'network-dns', weight: 'cause', narrow: 'exact', subject: host, server: host };
}

/** Reads the status line of wget, which echoes the answer before wget reports the failure. */
function readWgetAnswer(log: LogText, line: number): Finding | undefined {
  const status = /awaiting response\.\.\. (\d{3})\b/.exec(log.text(line))?.[1];
  if (status === undefined) return undefined;
  const category = statusCategory(Number(status), isAzureStorage(log, line), log.text(line));
  return { line, category, weight: 'echo', narrow: 'exact', server: findServer(log, line) };
}

/** Returns the category of a status, unless storage gives the reason for its refusal in `message`. */
function refusalCategory(status: number, message: string, storage: boolean): FailureCategory {
  const kind = readStorageRefusal(message);
  return kind === undefined ? statusCategory(status, storage, message) : storageRefusals[kind].category;
}

const addressWithin = 12;

function isAzureStorage(log: LogText, line: number): boolean {
  for (let at = line; at >= 0 && at > line - addressWithin; at--)
    if (/\.(?:blob|file|dfs|queue|table)\.(?:core\.|storage\.)|windows\.net/.test(log.text(at))) return true;
  return false;
}

/** Finds the host of the last request; the address is in the line itself or above. */
function findServer(log: LogText, line: number): string | undefined {
  for (let at = line; at >= 0 && at > line - addressWithin; at--) {
    const host = readHost(log.text(at));
    if (host !== undefined) return host;
  }
  return undefined;
}
