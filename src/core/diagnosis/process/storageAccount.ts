import * as l10n from '@vscode/l10n';
import { continueAfterColon } from '../../text/afterColon.ts';
import { readStorageRefusal } from '../catalogue/storageRefusals.ts';
import { quoteWord } from '../explanation/sentences.ts';
import type { AccessVerdict } from './accessVerdict.ts';
import { categorizeMessage } from './logCause.ts';
import type { FileAtFault } from './storageFiles.ts';

/** Matches the host of an account as an error may name it; other clouds have other domains. */
const accountHost = /\b([a-z0-9]{3,24})\.(?:blob|dfs)\.[a-z]/i;
const saysGone =
  /StorageAccountNotFound|AccountNotFound|storage account (?:[\w'".:-]{1,64} )?(?:was not found|is not found|not found|does not exist|was deleted|is no longer available)/i;

type Direction = 'input' | 'output';

const maxLength = 4000;

/**
 * Judges whether a whole storage account is gone or disabled, according to the message `said` from the service or
 * storage. In that case, no address, signature, or role of `file` matters. Undefined if nothing shows that, or if the
 * account is unknown.
 */
export function judgeStorageAccount(file: FileAtFault, said: string, direction: Direction): AccessVerdict | undefined {
  const text = said.slice(0, maxLength);
  const account = file.address?.account ?? accountHost.exec(text)?.[1];
  if (account === undefined) return undefined;
  const name = file.name === undefined ? undefined : quoteWord(file.name);
  if (readStorageRefusal(text) === 'disabled') return disabled(account, name, direction);
  if (categorizeMessage(text) === 'network-dns') return { ...gone(account, name, direction), category: 'network-dns' };
  return saysGone.test(text) ? gone(account, name, direction) : undefined;
}

function disabled(account: string, name: string | undefined, direction: Direction): AccessVerdict {
  return {
    category: 'auth-storage',
    title: continueAfterColon(
      name === undefined
        ? l10n.t('Storage account {0} is disabled', account)
        : direction === 'input'
          ? l10n.t('Storage account {account} for input {name} is disabled', { account, name })
          : l10n.t('Storage account {account} for output {name} is disabled', { account, name }),
    ),
    reason: l10n.t(
      'The storage account {0} is disabled, so it rejects every request, whatever the signature or role. Usually its subscription is suspended, canceled, or over its spending limit.',
      account,
    ),
    isProven: true,
    needsAddress: false,
    fixes: [
      l10n.t(
        "Re-enable the subscription of the storage account {0}, or use another account; a new signature doesn't help.",
        account,
      ),
    ],
  };
}

function gone(account: string, name: string | undefined, direction: Direction): AccessVerdict {
  return {
    category: 'missing-file',
    title: continueAfterColon(
      name === undefined
        ? l10n.t('Storage account {0} was not found', account)
        : direction === 'input'
          ? l10n.t('Storage account {account} for input {name} was not found', { account, name })
          : l10n.t('Storage account {account} for output {name} was not found', { account, name }),
    ),
    reason: l10n.t(
      "The node couldn't find the storage account {0}: it was deleted, its name is misspelled, or the virtual network's DNS doesn't know it.",
      account,
    ),
    isProven: true,
    needsAddress: false,
    fixes: [
      l10n.t(
        "Check that the storage account {0} exists and is spelled that way; if it is, correct the virtual network's DNS.",
        account,
      ),
    ],
  };
}
