import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNetworkError } from './networkError.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`failed: ${code}`), { code });
}

const cases: readonly (readonly [system: string, code: string, retryable: boolean, mayHaveActed: boolean])[] = [
  ['ENOTFOUND', 'HostNotFound', true, false],
  ['EAI_AGAIN', 'HostNotFound', true, false],
  ['ECONNREFUSED', 'NetworkUnreachable', true, false],
  ['ENETUNREACH', 'NetworkUnreachable', true, false],
  ['ECONNRESET', 'ConnectionReset', true, true],
  ['EPIPE', 'ConnectionReset', true, true],
  ['HPE_INVALID_EOF_STATE', 'ConnectionReset', true, true],
  ['HPE_INVALID_CONSTANT', 'MalformedResponse', true, true],
  ['HPE_HEADER_OVERFLOW', 'MalformedResponse', true, true],
  ['ETIMEDOUT', 'RequestTimedOut', true, true],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CertificateInvalid', false, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'CertificateInvalid', false, false],
  ['EPROTO', 'CertificateInvalid', false, false],
  ['EWHATEVER', 'Unknown', false, true],
];

for (const [system, code, retryable, mayHaveActed] of cases) {
  test(`${system} means ${code}`, () => {
    const error = toNetworkError(systemError(system), 'POST', 'a.batch.azure.com');
    assert.deepEqual([error.code, error.retryable, error.mayHaveActed], [code, retryable, mayHaveActed]);
    assert.match(error.message, /a\.batch\.azure\.com/);
    assert.equal(toNetworkError(systemError(system), 'GET', 'h').mayHaveActed, false);
  });
}

test('if several addresses were tried, the first one determines the reason', () => {
  const error = toNetworkError(new AggregateError([systemError('ECONNREFUSED')]), 'GET', 'h');
  assert.equal(error.code, 'NetworkUnreachable');
});
