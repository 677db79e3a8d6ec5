import * as l10n from '@vscode/l10n';
import { BatchError, type ErrorDetail } from '../../../core/model/batchError.ts';
import type { ApiVersion } from '../../ports.ts';

/** What we speak where the service lets us. */
export const preferredVersion: ApiVersion = '2025-06-01';
/** What the client library was made for; older services know no newer one. */
const fallbackVersion: ApiVersion = '2022-10-01.16.0';

/** The version to try when the service refuses `version`. */
export function toOtherVersion(version: ApiVersion): ApiVersion {
  return version === preferredVersion ? fallbackVersion : preferredVersion;
}

/** Name that the service gives to the parameter of a request that it refuses. */
const parameterDetail = 'QueryParameterName';
const parameter = 'api-version';

/**
 * Whether the service refused a request because of `version`, so that it cannot have acted on it. Once a version is
 * settled, only a refusal that is about nothing else counts: others name dates, too. Before that a wrong parameter that
 * is not named is taken for the version, and so is a message that speaks of it: that is how services were seen to
 * refuse versions that they do not know.
 */
export function isVersionRefused(error: unknown, version: ApiVersion, isSettled: boolean): boolean {
  if (!BatchError.is(error) || error.mayHaveActed) return false;
  const { code, status, details, message } = error;
  if (status === 400 && (code === 'UnsupportedRequestVersion' || details.some(namesParameter))) return true;
  if (isSettled) return false;
  if (status === 400 && code === 'InvalidQueryParameterValue' && details.length === 0) return true;
  return [400, 404, 410].includes(status ?? 0) && (message.includes(parameter) || namesVersion(message, version));
}

/** Throws `NeedsNewerVersion` for what only the preferred version has, when the service speaks another. */
export function requirePreferredVersion(version: ApiVersion): void {
  if (version === preferredVersion) return;
  throw new BatchError({
    code: 'NeedsNewerVersion',
    message: l10n.t('This needs version {needed} of the Batch API. The account supports only {version}.', {
      needed: preferredVersion,
      version,
    }),
  });
}

function namesParameter({ name, value }: ErrorDetail): boolean {
  return name === parameterDetail && value.toLowerCase() === parameter;
}

/** Whether a message names `version` as one: alone it may be a date. */
function namesVersion(message: string, version: ApiVersion): boolean {
  return /\bversion\b/i.test(message) && message.includes(version);
}
