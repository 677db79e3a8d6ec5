import * as l10n from '@vscode/l10n';
import { BatchError, type ErrorDetail } from '../../../core/model/batchError.ts';
import type { ApiVersion } from '../../ports.ts';

/** The API version to use if the service accepts it. */
export const preferredVersion: ApiVersion = '2025-06-01';
/** The client library's own version; older services know no newer one. */
const fallbackVersion: ApiVersion = '2022-10-01.16.0';

/** Returns the version to try when the service refuses `version`. */
export function toOtherVersion(version: ApiVersion): ApiVersion {
  return version === preferredVersion ? fallbackVersion : preferredVersion;
}

/** Name of the detail in which the service names the parameter that it refuses. */
const parameterDetail = 'QueryParameterName';
const parameter = 'api-version';

/**
 * Returns true if the service refused a request because of `version`, so that it cannot have acted on it. Once a
 * version is settled, only an unambiguous refusal counts, because others contain dates, too. Before that, a wrong
 * parameter without a name is taken for the version, and so is a message that mentions it: services have been seen to
 * refuse unknown versions in these ways.
 */
export function isVersionRefused(error: unknown, version: ApiVersion, isSettled: boolean): boolean {
  if (!BatchError.is(error) || error.mayHaveActed) return false;
  const { code, status, details, message } = error;
  if (status === 400 && (code === 'UnsupportedRequestVersion' || details.some(namesParameter))) return true;
  if (isSettled) return false;
  if (status === 400 && code === 'InvalidQueryParameterValue' && details.length === 0) return true;
  return [400, 404, 410].includes(status ?? 0) && (message.includes(parameter) || namesVersion(message, version));
}

/** Throws `NeedsNewerVersion` for a feature of the preferred version when the service speaks another. */
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

/** Returns true if a message names `version` as a version; on its own, it may be a date. */
function namesVersion(message: string, version: ApiVersion): boolean {
  return /\bversion\b/i.test(message) && message.includes(version);
}
