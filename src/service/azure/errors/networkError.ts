import * as l10n from '@vscode/l10n';
import { BatchError, type LocalErrorCode } from '../../../core/model/batchError.ts';
import { readMissingHost, readProxyRefusal } from '../../../core/model/connectionErrors.ts';
import { describeError } from '../../../core/text/describeError.ts';
import { isSafe } from '../policies/replay.ts';

interface NetworkFailure {
  readonly code: LocalErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  /** Set if the request cannot have reached the service. */
  readonly notSent: boolean;
}

const hostNotFoundCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const unreachableCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
]);
/** The last code is Node's for a connection that closes within the header of a response. */
const resetCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'HPE_INVALID_EOF_STATE']);

/**
 * Describes why no usable response arrived from `host`. `error` comes from Node's `http` or `tls`, or is this
 * extension's own error about the bytes received, after which a requested change may have been made.
 */
export function toNetworkError(error: unknown, method: string, host: string): BatchError {
  if (BatchError.is(error)) {
    return error.mayHaveActed || isSafe(method)
      ? error
      : new BatchError({ ...error, message: error.message, mayHaveActed: true });
  }
  const failure = toNetworkFailure(error, host);
  return new BatchError({
    code: failure.code,
    message: failure.message,
    cause: error,
    retryable: failure.retryable,
    mayHaveActed: !failure.notSent && !isSafe(method),
  });
}

function toNetworkFailure(error: unknown, host: string): NetworkFailure {
  const refusal = readProxyRefusal(error);
  if (refusal !== undefined) {
    const { proxy, status } = refusal;
    const message = l10n.t(
      'The proxy {proxy} refused the connection to {host} (HTTP {status}). Ask its administrator to allow that host, or add the host to {variable} if this computer can reach it directly.',
      { proxy, host, status: String(status), variable: 'NO_PROXY' },
    );
    return { code: 'NetworkUnreachable', message, retryable: status >= 500, notSent: true };
  }
  const code = findSystemCode(error);
  if (hostNotFoundCodes.has(code)) {
    const missing = findMissingHost(error, host);
    const message = l10n.t(
      'The host {0} was not found. Check that you are online, and that its name is right.',
      missing,
    );
    return { code: 'HostNotFound', message, retryable: true, notSent: true };
  }
  if (unreachableCodes.has(code)) {
    const message = l10n.t('{0} cannot be reached. Check your network, firewall, and proxy.', host);
    return { code: 'NetworkUnreachable', message, retryable: true, notSent: true };
  }
  if (isCertificateCode(code)) {
    const message = l10n.t(
      "The certificate of {host} isn't trusted ({code}). No credentials were sent. If a proxy decrypted the traffic, see the setting “http.systemCertificates”.",
      { host, code },
    );
    return { code: 'CertificateInvalid', message, retryable: false, notSent: true };
  }
  if (code === 'ETIMEDOUT') return timedOut(host);
  if (resetCodes.has(code)) return connectionReset(host);
  if (code.startsWith('HPE_')) return notHttp(host);
  const message = l10n.t('The request to {host} failed: {reason}', { host, reason: describeError(error) });
  return { code: 'Unknown', message, retryable: false, notSent: false };
}

function timedOut(host: string): NetworkFailure {
  const message = l10n.t("{0} didn't respond in time.", host);
  return { code: 'RequestTimedOut', message, retryable: true, notSent: false };
}

function connectionReset(host: string): NetworkFailure {
  const message = l10n.t('The connection to {0} was closed before the response was complete.', host);
  return { code: 'ConnectionReset', message, retryable: true, notSent: false };
}

/** Returns the failure for bytes that aren't HTTP, or excessively large headers (codes of Node's parser). */
function notHttp(host: string): NetworkFailure {
  const message = l10n.t("The response from {0} isn't HTTP. Check the host's name and your network proxy.", host);
  return { code: 'MalformedResponse', message, retryable: true, notSent: false };
}

/** Returns the host that was not found: `host`, or the proxy on the way to it. */
function findMissingHost(error: unknown, host: string): string {
  const sought = readMissingHost(error) ?? host;
  return host.startsWith(sought) ? host : sought;
}

/** Returns the code of a system error, even if several addresses of a host were tried (`AggregateError`). */
function findSystemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return Array.isArray(errors) ? findSystemCode(errors[0]) : '';
}

/**
 * Recognizes the codes of OpenSSL's certificate check and Node's own (`ERR_TLS_CERT_ALTNAME_INVALID`, handshake
 * failures).
 */
function isCertificateCode(code: string): boolean {
  return code.includes('CERT') || code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || code === 'EPROTO';
}
