import * as l10n from '@vscode/l10n';

/**
 * Describes in sentences what is unusual about a new address: no signature, no encryption, or another host. Empty if
 * nothing is unusual. Both addresses are complete; the old one's signature may be hidden.
 */
export function listConcerns(entered: string, before: string): readonly string[] {
  const now = new URL(entered);
  const old = parseUrl(before);
  const isSigned = now.searchParams.has('sig');
  const wasSigned = old?.searchParams.has('sig') ?? true;
  return [
    ...(isSigned || !wasSigned
      ? []
      : [l10n.t('It has no SAS, so it works only where access is public or uses an identity.')]),
    ...(now.protocol === 'http:' ? [l10n.t('It begins with http:, so everything is sent unencrypted.')] : []),
    ...(old === undefined || old.host === now.host
      ? []
      : [l10n.t('It now points to {now} instead of {before}.', { now: now.host, before: old.host })]),
  ];
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
