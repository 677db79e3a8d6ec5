import * as l10n from '@vscode/l10n';
import { type RefusalKind, readStorageRefusal, storageRefusals } from '../../catalogue/storageRefusals.ts';
import type { Finding } from '../engine/finding.ts';
import type { LogText } from '../engine/text/logText.ts';
import { readHost } from '../lexicon/httpStatus.ts';

/** Matches words for missing or wrong credentials, for which a firewall is never the reason. */
const ofCredentials =
  /\b401\b|credential|signature|\bkeys?\b|token|authenticat|unauthorized|\blog ?in\b|\bsign in\b|identity/i;

const ofAnything = /\b403\b|permission/i;

/**
 * Maximum number of lines between the line at fault and details from storage, such as a response's headers and body.
 */
const widestGap = 20;

/** Details of a refused authentication that may follow in later lines. */
const details: ReadonlySet<RefusalKind> = new Set([
  'time',
  'policy',
  'resource',
  'anonymous',
  'clock',
  'signature',
  'token',
]);

/** Matches words for storage and the hosts of storage services. */
const ofStorage =
  /\.(?:blob|file|dfs|queue|table)\.(?:core|storage)\.|\bstorage|storage\b|blob|\bSAS\b|azcopy|\bs3\b|\bgs:|\bbuckets?\b|\bcontainer\b|abfs|wasb/i;

/** Name of the server if a service of Azure that isn't named refused: several use the code `AuthenticationFailed`. */
const azure = 'Azure';

/** A refusal as reported in the log. */
export interface LoggedRefusal {
  /** Azure Storage's reason; undefined if it gives none or another server refused. */
  readonly kind?: RefusalKind | undefined;
  /** The line with the words by which the advice is chosen. */
  readonly text: string;
  readonly server?: string | undefined;
  /** Key Vault's reason; undefined if it gives none or another server refused. */
  readonly vaultReason?: VaultReason | undefined;
}

type VaultReason = 'role' | 'policy' | 'firewall';

/** Codes and words with which Key Vault gives its reason (Key Vault documentation: "Common error codes"). */
const vaultReasons: readonly (readonly [reason: VaultReason, said: RegExp])[] = [
  [
    'firewall',
    /ForbiddenByFirewall|ForbiddenByConnection|Client address is not authorized|Public network access is disabled/,
  ],
  ['role', /ForbiddenByRbac|DeniedWithNoValidRBAC|role assignments, deny assignments/],
  ['policy', /ForbiddenByPolicy|does not have \w{1,20} (?:get|list|set|decrypt|sign|unwrapkey) permission/i],
];

/**
 * Reads a refusal that the program reports in `text`. Azure Storage may give the reason in another line, and the
 * address may belong to a different server.
 */
export function readRefusal(
  log: LogText,
  { line, server }: Pick<Finding, 'line' | 'server'>,
  text: string,
): LoggedRefusal {
  const near = listNear(log, line);
  const vault = findVault(near);
  const vaultReason = vault === undefined ? undefined : findVaultReason(near);
  if (vaultReason !== undefined) return { text, server: vault, vaultReason };
  const said = findRefusalLine(log, line);
  if (said === undefined) return { text, server: vault ?? readHost(text) ?? server };
  const kind = readStorageRefusal(said);
  const isShared = kind === 'authentication' && ![said, ...near].some((one) => ofStorage.test(one));
  return isShared ? { text: said, server: azure } : { text: said, kind };
}

/** Finds the key vault that refused a request, because its responses contain the vault's name but not its address. */
function findVault(near: readonly string[]): string | undefined {
  for (const text of near) {
    const [, name, host] = /(?:\b|\\n)Vault: ([\w-]{3,24});|\b([\w-]{3,24})\.vault\.azure\.net\b/.exec(text) ?? [];
    if (name !== undefined || host !== undefined) return `${name ?? host}.vault.azure.net`;
  }
  return undefined;
}

function findVaultReason(near: readonly string[]): VaultReason | undefined {
  return vaultReasons.find(([, said]) => near.some((text) => said.test(text)))?.[0];
}

/** Lists the lines in which clients print a response of Key Vault. */
function listNear(log: LogText, line: number): readonly string[] {
  const first = Math.max(0, line - 2);
  return Array.from({ length: Math.min(log.lineCount, line + widestGap) - first }, (_, index) =>
    log.text(first + index),
  );
}

/** Returns the title of a refusal, according to its sender and reason. */
export function nameRefusal(refusal: LoggedRefusal): string {
  const { kind, text, server = '' } = refusal;
  if (kind !== undefined) return storageRefusals[kind].says();
  if (server === azure) return l10n.t('Azure refused the credentials');
  if (isByStranger(refusal)) return l10n.t('The server {0} refused the request', server);
  if (!ofStorage.test(`${server} ${text}`)) return l10n.t('Access was not granted');
  return isOfCredentials(text) ? storageRefusals.authentication.says() : l10n.t('Storage refused the request');
}

/** Advises on a refusal by a server that is unknown or not storage; undefined for other refusals. */
export function adviseStranger(refusal: LoggedRefusal): readonly string[] | undefined {
  const { kind, text, server = '', vaultReason } = refusal;
  if (vaultReason !== undefined) return [adviseVault(vaultReason, server.split('.')[0] ?? '')];
  if (isByStranger(refusal)) return [adviseCredentials(server)];
  if (kind !== undefined || ofStorage.test(`${server} ${text}`) || isOfCredentials(text)) return undefined;
  return [
    l10n.t(
      'Find out which server refused: check what the program sends there, or if it is Azure storage, the permissions of the SAS or managed identity, and the firewall.',
    ),
  ];
}

/** Advises on what a program sends to `server`, a host or a service that refused it. */
export function adviseCredentials(server: string): string {
  return l10n.t(
    'Check the credentials that the program sends to {0}, what they allow there, and whether the server accepts requests from the nodes.',
    server,
  );
}

function adviseVault(reason: VaultReason, vault: string): string {
  switch (reason) {
    case 'role':
      return l10n.t(
        'Give the identity that the program uses a role on the key vault {0} that allows this, such as Key Vault Secrets User.',
        vault,
      );
    case 'policy':
      return l10n.t('Add the identity that the program uses to the access policies of the key vault {0}.', vault);
    case 'firewall':
      return l10n.t(
        "Allow the pool's subnet in the network settings of the key vault {0}, or use a private endpoint.",
        vault,
      );
  }
}

/** Checks whether the server that refused the request is known and is not storage. */
function isByStranger({ kind, server }: LoggedRefusal): boolean {
  return kind === undefined && server !== undefined && !ofStorage.test(server);
}

function isOfCredentials(text: string): boolean {
  return ofCredentials.test(text) && !ofAnything.test(text);
}

/** Advises on a refusal, based on the words of the line. */
export function adviseRefusal(text: string): readonly string[] {
  const kind = readStorageRefusal(text);
  if (kind !== undefined) return storageRefusals[kind].advise();
  return isOfCredentials(text)
    ? [
        l10n.t(
          'Check that the program gets credentials (key, token, SAS or managed identity), that they are still valid, and that they allow what was refused.',
        ),
      ]
    : [l10n.t("Check the permissions of the SAS or managed identity, and the storage account's firewall.")];
}

/**
 * Finds the line at or near `line` that gives storage's most detailed reason for the refusal. Undefined if storage
 * gives none.
 */
function findRefusalLine(log: LogText, line: number): string | undefined {
  const gaps = Array.from({ length: widestGap }, (_, index) => index + 1);
  const near = [line, ...gaps.flatMap((gap) => [line + gap, line - gap])];
  const said = near.find((index) => readKind(log, index) !== undefined);
  if (said === undefined) return undefined;
  if (!isVague(readKind(log, said))) return log.text(said);
  const detail = gaps.map((gap) => said + gap).find((index) => details.has(readKind(log, index) ?? 'authentication'));
  return log.text(detail ?? said);
}

function isVague(kind: RefusalKind | undefined): boolean {
  return kind !== undefined && storageRefusals[kind].isVague === true;
}

function readKind(log: LogText, line: number): RefusalKind | undefined {
  return line < 0 || line >= log.lineCount ? undefined : readStorageRefusal(log.text(line));
}
