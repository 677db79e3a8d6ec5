import * as l10n from '@vscode/l10n';
import { readRefusalReason } from '../../refusals/refusalReason.ts';
import type { RemedyId } from '../explanation/explanation.ts';
import type { CodeText } from './entry.ts';
import { findCode } from './find.ts';

/** The service's reason for refusing the caller, derived from its message. */
export interface Refusal {
  readonly text: CodeText;
  readonly remedies: readonly RemedyId[];
}

/** Finds the reason for a refusal; undefined if `said` has no known meaning. */
export function findRefusal(said: string): Refusal | undefined {
  switch (readRefusalReason(said)) {
    case 'clock':
      return wrongClock();
    case 'key':
      return wrongKey();
    case 'token':
      return wrongToken();
    case 'noKeys':
      return onCondition.test(said) ? noKeysHere() : noKeys();
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
      meaning: l10n.t("The account key doesn't match the one that the service has."),
      causes: [l10n.t('It may be mistyped, belong to another account, or have been replaced.')],
      fixes: [l10n.t("Enter the account's current key: it's under “Keys” in the Azure portal.")],
    },
    remedies: ['account.signIn'],
  };
}

function wrongToken(): Refusal {
  return {
    text: {
      meaning: l10n.t("The service doesn't accept the sign-in: it's for another tenant or another service."),
      causes: [l10n.t('The account belongs to a directory (tenant) that you did not sign in to.')],
      fixes: [l10n.t('Sign in to the directory (tenant) of the subscription that contains the account.')],
    },
    remedies: ['account.signIn'],
  };
}

function noKeys(): Refusal {
  return {
    text: {
      meaning: l10n.t("The account doesn't allow signing in with a key."),
      causes: [l10n.t("Its allowed authentication modes don't include keys.")],
      fixes: [l10n.t('Sign in with Microsoft Entra ID.')],
    },
    remedies: ['account.signIn'],
  };
}

/** Matches a refusal of keys that isn't for the whole account. */
const onCondition =
  /\bnot (?:allowed|permitted|supported)\b[^.]{0,40}\b(?:when|if|while|unless|until|with)\b|\bnot (?:allowed|permitted|supported) for (?!this (?:batch )?account)/i;

function noKeysHere(): Refusal {
  return {
    text: {
      meaning: l10n.t("This request isn't allowed with an account key."),
      causes: [l10n.t('The message says under which condition: other requests may be allowed with a key.')],
      fixes: [l10n.t('Sign in with Microsoft Entra ID.')],
    },
    remedies: ['account.signIn'],
  };
}

function wrongNetwork(): Refusal {
  return {
    text: {
      meaning: l10n.t("The account doesn't allow this network."),
      causes: [l10n.t('Its firewall, or disabled public network access, is blocking this computer.')],
      fixes: [
        l10n.t(
          "Connect to a network that's allowed to use the account, or allow this computer's address (under “Networking” for the account).",
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
      causes: [l10n.t('The role assignment is missing or not in effect yet, which takes a few minutes.')],
      fixes: [l10n.t('Ask the owner of the named resource for a role that includes the named action.')],
    },
    remedies: ['account.signIn'],
  };
}
