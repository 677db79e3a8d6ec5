import * as l10n from '@vscode/l10n';
import { readRefusalReason } from '../../query/refusalReason.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import type { CodeText } from './entry.ts';
import { findCode } from './find.ts';

/** Why the service refused the caller, where its words say so. */
export interface Refusal {
  readonly text: CodeText;
  readonly remedies: readonly RemedyId[];
}

/** `undefined` when `said` means nothing. */
export function findRefusal(said: string): Refusal | undefined {
  switch (readRefusalReason(said)) {
    case 'clock':
      return wrongClock();
    case 'key':
      return wrongKey();
    case 'token':
      return wrongToken();
    case 'noKeys':
      return noKeys();
    case 'network':
      return wrongNetwork();
    case 'role':
      return noRole();
    case undefined:
      return undefined;
  }
}

function wrongClock(): Refusal | undefined {
  const known = findCode('local', 'ClockSkew')?.entry;
  return known === undefined ? undefined : { text: known.text(), remedies: known.remedies };
}

function wrongKey(): Refusal {
  return {
    text: {
      meaning: l10n.t('The key of the account is not the one that the service knows.'),
      causes: [l10n.t('It may be mistyped, belong to another account, or have been replaced.')],
      fixes: [l10n.t('Enter the current key of the account: it is under “Keys” in the Azure portal.')],
    },
    remedies: ['account.signIn'],
  };
}

function wrongToken(): Refusal {
  return {
    text: {
      meaning: l10n.t('The service does not accept the sign-in: it is of another tenant, or for another service.'),
      causes: [l10n.t('The account belongs to a directory (tenant) that you did not sign in to.')],
      fixes: [l10n.t('Sign in to the directory (tenant) of the subscription that has the account.')],
    },
    remedies: ['account.signIn'],
  };
}

function noKeys(): Refusal {
  return {
    text: {
      meaning: l10n.t('The account does not allow to sign in with a key.'),
      causes: [l10n.t('Its allowed authentication modes leave keys out.')],
      fixes: [l10n.t('Sign in with Microsoft Entra ID.')],
    },
    remedies: ['account.signIn'],
  };
}

function wrongNetwork(): Refusal {
  return {
    text: {
      meaning: l10n.t('The account does not let this network in.'),
      causes: [l10n.t('Its firewall, or access from public networks that is switched off, keeps this computer out.')],
      fixes: [
        l10n.t(
          'Connect to the network that may use the account, or let the address of this computer in (“Networking” of the account).',
        ),
        l10n.t('Signing in again does not help.'),
      ],
    },
    remedies: [],
  };
}

function noRole(): Refusal {
  return {
    text: {
      meaning: l10n.t('You are signed in, but your role does not allow this.'),
      causes: [l10n.t('The role assignment is missing, or not in effect yet: that takes some minutes.')],
      fixes: [l10n.t('Ask the owner of the resource that is named for a role that has the action that is named.')],
    },
    remedies: ['account.signIn'],
  };
}
