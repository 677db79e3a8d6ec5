import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { ApiVersion } from '../../ports.ts';

/** What we speak where the service lets us. */
export const preferredVersion: ApiVersion = '2025-06-01';
/** What the client library was made for; older services know no newer one. */
const fallbackVersion: ApiVersion = '2022-10-01.16.0';

/** The version to try when the service refuses `version`. */
export function toOtherVersion(version: ApiVersion): ApiVersion {
  return version === preferredVersion ? fallbackVersion : preferredVersion;
}

/**
 * Whether the service refused a request because of `version`, so that it cannot have acted on it. As long as no version
 * is settled, a wrong parameter that is not named is taken for the version, too: that is how the service was seen to
 * refuse versions that it does not know.
 */
export function isVersionRefused(error: unknown, version: ApiVersion, isSettled: boolean): boolean {
  if (!BatchError.is(error)) return false;
  if (error.code === 'UnsupportedRequestVersion') return true;
  const { code, status, details } = error;
  if (!isSettled && code === 'InvalidQueryParameterValue' && details.length === 0) return true;
  return (status === 400 || status === 404 || status === 410) && namesVersion(error, version);
}

/** Throws `NeedsNewerVersion` for what only the preferred version has, when the service speaks another. */
export function requirePreferredVersion(version: ApiVersion): void {
  if (version === preferredVersion) return;
  throw new BatchError({
    code: 'NeedsNewerVersion',
    message: l10n.t(
      'This needs version {0} of the Batch interface. The account speaks {1} only.',
      preferredVersion,
      version,
    ),
  });
}

/** Whether the error speaks of the parameter `api-version`, or of the version itself. */
function namesVersion(error: BatchError, version: ApiVersion): boolean {
  const texts = [error.message, ...error.details.map(({ value }) => value)];
  return texts.some((text) => text.toLowerCase().includes('api-version') || text.includes(version));
}
