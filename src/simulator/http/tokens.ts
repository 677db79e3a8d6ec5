import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Minimum lifetime of Microsoft Entra's access tokens. */
const lifetimeMs = 60 * 60 * 1000;

export interface Claims {
  readonly aud: string;
  readonly tid: string;
  readonly exp: number;
  readonly iat: number;
  /** The only job for which a task's token is valid. */
  readonly job?: string;
  /** The fulfilled authentication contexts. */
  readonly acrs?: readonly string[];
  /** The client that requested the token. */
  readonly appid?: string;
}

/** Lifetime of a task's token: longer than a task is expected to run, because the token cannot be renewed. */
const taskTokenLifetimeMs = 7 * 24 * 60 * 60 * 1000;

/** Issues and checks access tokens: JSON web tokens signed with a secret that never leaves this object. */
export class TokenAuthority {
  readonly tenantId: string;
  readonly #secret = randomBytes(32);

  constructor(tenantId: string) {
    this.tenantId = tenantId;
  }

  /**
   * Issues a token for the audience, valid for `forMs` from `nowMs`, by the home tenant unless `more` names another.
   */
  issue(
    audience: string,
    nowMs: number,
    forMs = lifetimeMs,
    more: Partial<Pick<Claims, 'tid' | 'acrs' | 'appid'>> = {},
  ): string {
    return this.#issue(audience, nowMs, forMs, more);
  }

  /** Issues a token for a task, valid only for its own job. Batch documentation: authentication token settings. */
  issueForJob(audience: string, nowMs: number, jobId: string): string {
    return this.#issue(audience, nowMs, taskTokenLifetimeMs, { job: jobId });
  }

  #issue(audience: string, nowMs: number, forMs: number, more: Partial<Claims>): string {
    const issuedAt = Math.floor(nowMs / 1000);
    const claims: Claims = {
      aud: audience,
      tid: this.tenantId,
      iat: issuedAt,
      exp: issuedAt + Math.floor(forMs / 1000),
      ...more,
    };
    const unsigned = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
    return `${unsigned}.${this.#sign(unsigned).toString('base64url')}`;
  }

  /** Returns why the token is not valid for this audience in one of these tenants; undefined if it is. */
  findFault(
    token: string,
    audience: string,
    nowMs: number,
    tenantIds: readonly string[] = [this.tenantId],
  ): string | undefined {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = this.#sign(`${header}.${payload}`);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return 'The access token is not one of this authority.';
    }
    const claims = claimsIn(payload);
    if (claims.aud !== audience) {
      return `The access token has been obtained for wrong audience or resource '${claims.aud}'. It should exactly match with one of the allowed audiences '${audience}'.`;
    }
    if (!tenantIds.includes(claims.tid)) return 'The access token is from the wrong issuer.';
    return claims.exp * 1000 <= nowMs
      ? 'The access token expiry UTC time is earlier than current UTC time.'
      : undefined;
  }

  /** Returns the claims of a token that was already checked. */
  read(token: string): Claims {
    return claimsIn(token.split('.')[1] ?? '');
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function claimsIn(payload: string): Claims {
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
}
