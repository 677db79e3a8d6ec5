import * as l10n from '@vscode/l10n';
import { describePermissions, operationWord, type StorageOperation, showsPermission } from '../evidence/sas.ts';
import type { SharedAccess } from '../evidence/storageAddress.ts';
import { adviseRole, type NamedIdentity, toRoleCommand } from './poolIdentity.ts';

/**
 * How storage is accessed: with a signature (SAS), with an identity, through the auto-storage account, or anonymously.
 */
export type StorageAccess = 'sas' | 'identity' | 'autoStorage' | 'public' | 'unknown';

/** The known facts about a request that storage refused. */
export interface RefusedRequest {
  readonly access: StorageAccess;
  readonly operation: StorageOperation;
  readonly place: string;
  readonly account: string | undefined;
  readonly identity: NamedIdentity | undefined;
  readonly sas?: SharedAccess | undefined;
}

/** The cause, and the fixes for this cause. */
export interface RefusalMeaning {
  readonly reason: string;
  readonly fixes: readonly string[];
  /** True if the address in the definition must change; `unknown` if another change may help instead. */
  readonly needsAddress: boolean | 'unknown';
  readonly isUnsure?: true;
}

/** Returns the meaning of a refusal that only a new signature fixes. */
export function renewed(request: RefusedRequest, reason: string): RefusalMeaning {
  return { reason, fixes: [renewSignature(request)], needsAddress: true };
}

/** Returns the step that replaces a signature. */
export function renewSignature({ place, operation }: Pick<RefusedRequest, 'place' | 'operation'>): string {
  return l10n.t(
    'Create a new signature (SAS) for {0} that allows {1} and stays valid for longer than tasks wait and run, or use a managed identity.',
    place,
    operationWord(operation),
  );
}

/** Returns the built-in role that allows `operation` with data. */
export function toDataRole(operation: StorageOperation): string {
  return operation === 'write' ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
}

/** Explains the refusal of an anonymous request. If the definition has credentials, suspects another request. */
export function explainAnonymous(request: RefusedRequest): RefusalMeaning {
  const { access, place, operation, account } = request;
  if (access === 'public' || access === 'unknown')
    return {
      reason: l10n.t(
        'The request had neither a signature (SAS) nor an identity, and storage does not allow anonymous access here.',
      ),
      fixes: [
        l10n.t(
          'Add a signature (SAS) for {0} that allows {1}, or an `identityReference`.',
          place,
          operationWord(operation),
        ),
      ],
      needsAddress: true,
    };
  const find =
    account === undefined
      ? l10n.t(
          'Find the refused request in the resource logs of the storage account: they show its address, and whether it was anonymous.',
        )
      : l10n.t(
          'Find the refused request in the resource logs of the storage account {0}: they show its address, and whether it was anonymous.',
          account,
        );
  const isSigned = access === 'sas';
  return {
    reason: isSigned
      ? l10n.t(
          'Storage reports that the request was anonymous, but the address in the definition has a signature (SAS). The request may have been for a different address, or without the complete signature.',
        )
      : l10n.t(
          'Storage reports that the request was anonymous, but the definition names an identity or the auto-storage account. The request may have been for a different address.',
        ),
    fixes: isSigned ? [find, renewSignature(request)] : [find],
    needsAddress: 'unknown',
    isUnsure: true,
  };
}

/** Explains that storage did not accept a signature, a key, or a token. */
export function explainAuthentication(request: RefusedRequest): RefusalMeaning {
  if (request.access === 'identity') return explainIdentity(request.identity?.name);
  if (request.access === 'autoStorage')
    return {
      reason: l10n.t(
        'Storage did not accept the key of the auto-storage account: it was replaced, and Batch still uses the old one.',
      ),
      fixes: [l10n.t('Synchronize the keys of the auto-storage account in the settings of the Batch account.')],
      needsAddress: false,
    };
  return renewed(
    request,
    l10n.t(
      "Storage didn't accept the signature (SAS): it was changed or cut off when it was copied, or the key that created it was replaced. Network rules and roles aren't the cause.",
    ),
  );
}

/** Explains that storage did not accept a token, or that it was missing. */
export function explainToken({ access, identity, place }: RefusedRequest): RefusalMeaning {
  if (access === 'identity') return explainIdentity(identity?.name);
  if (access === 'autoStorage')
    return {
      reason: l10n.t("Storage didn't accept the token that Batch uses to access the auto-storage account."),
      fixes: [
        l10n.t(
          'Check that the identity that the Batch account uses for auto-storage still exists, and that it is in the same tenant as the storage account.',
        ),
      ],
      needsAddress: false,
    };
  return {
    reason: l10n.t("Storage didn't accept the request's token, or there was none. A signature (SAS) isn't the cause."),
    fixes: [
      l10n.t(
        'For {0}, use a managed identity (`identityReference`) in the same tenant as the storage account, or a signature (SAS).',
        place,
      ),
    ],
    needsAddress: 'unknown',
  };
}

function explainIdentity(identity = ''): RefusalMeaning {
  return {
    reason: l10n.t("Storage didn't accept the token for the managed identity {0}.", identity),
    fixes: [
      l10n.t(
        'Check that the identity {0} still exists, and that it is in the same tenant as the storage account.',
        identity,
      ),
    ],
    needsAddress: false,
  };
}

/** Explains that a signature or role does not allow the operation. */
export function explainPermission(request: RefusedRequest): RefusalMeaning {
  const { access, operation, account = '', identity, sas } = request;
  const allowed = operationWord(operation);
  const role = toDataRole(operation);
  const { name = '' } = identity ?? {};
  if (access === 'identity')
    return {
      reason: l10n.t(
        "The managed identity {identity} has no role for the storage account's data that allows {operation}.",
        { identity: name, operation: allowed },
      ),
      fixes: [
        ...adviseRole(
          l10n.t('Give the identity {name} the role "{role}" on the storage account {account}.', {
            name,
            role,
            account,
          }),
          identity && toRoleCommand(identity, role, 'storage', account),
        ),
        l10n.t(
          "Wait a few minutes for the role to take effect. Being an Owner or Contributor of the account isn't enough.",
        ),
      ],
      needsAddress: false,
    };
  if (access === 'autoStorage')
    return {
      reason: l10n.t(
        'The identity that Batch uses to access the auto-storage account has no role that allows {0}.',
        allowed,
      ),
      fixes: [l10n.t('Give this identity the role "{0}" on the auto-storage account.', role)],
      needsAddress: false,
    };
  if (sas !== undefined && showsPermission(sas, operation)) return explainShownPermission(request, sas);
  if (access === 'sas')
    return renewed(
      request,
      l10n.t(
        "Storage reports that the signature (SAS) doesn't allow {0}: its permissions (`sp`) don't include it, or the user who created it with a user delegation key has no role for it.",
        allowed,
      ),
    );
  return {
    reason: l10n.t("The signature (SAS) or identity used for the storage request doesn't allow {0}.", allowed),
    fixes: [renewSignature(request), l10n.t('If you use an identity, give it the role "{0}".', role)],
    needsAddress: 'unknown',
  };
}

/** Explains why storage reports a missing permission although the signature includes it. */
function explainShownPermission(request: RefusedRequest, sas: SharedAccess): RefusalMeaning {
  const { operation, account = '', place } = request;
  const parts = { permissions: describePermissions(sas.permissions ?? ''), operation: operationWord(operation) };
  if (sas.keyExpiresAt !== undefined)
    return {
      reason: l10n.t(
        'Storage reports that a permission is missing. The signature (SAS) allows {permissions}, so the user or identity whose key created it (user delegation) has no role that allows {operation}.',
        parts,
      ),
      fixes: [
        l10n.t(
          'Give the user or identity that created the signature the role "{role}" on the storage account {account}, and wait a few minutes for it to take effect.',
          { role: toDataRole(operation), account },
        ),
        l10n.t('Or let someone who has this role create a new signature (SAS) for {0}.', place),
      ],
      needsAddress: 'unknown',
    };
  return {
    reason: l10n.t(
      'Storage reports that a permission is missing. The signature (SAS) allows {permissions}, which is enough for {operation}. The request may have been for something else, or with a different signature.',
      parts,
    ),
    fixes: [
      l10n.t(
        'Find the refused request in the resource logs of the storage account {0}: they name the operation. Then create a new signature (SAS) that allows it.',
        account,
      ),
    ],
    needsAddress: 'unknown',
    isUnsure: true,
  };
}

/** Explains that a storage account does not allow access with its keys. */
export function explainKeysOff({ access, place, account }: RefusedRequest): RefusalMeaning {
  const allowKeys =
    account === undefined
      ? l10n.t('Or let the storage account accept keys again, if your organization permits it.')
      : l10n.t('Or let the storage account {0} accept keys again, if your organization permits it.', account);
  if (access === 'autoStorage')
    return {
      reason: l10n.t("The auto-storage account doesn't allow access with its keys."),
      fixes: [
        l10n.t('Let the Batch account access the auto-storage account with a managed identity (`authenticationMode`).'),
        allowKeys,
      ],
      needsAddress: false,
    };
  return {
    reason: l10n.t(
      "The storage account doesn't allow access with its keys, so it rejects every signature (SAS) created with one.",
    ),
    fixes: [
      l10n.t(
        'For {0}, use a managed identity (`identityReference`), or a signature (SAS) created with a user delegation key.',
        place,
      ),
      allowKeys,
    ],
    needsAddress: 'unknown',
  };
}
