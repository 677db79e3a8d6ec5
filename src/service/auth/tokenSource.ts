/** An access token of Microsoft Entra ID. A secret. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresOnMs: number;
}

export interface TokenRequest {
  /**
   * Conditions that the service requires a new token to meet, from its refusal of the last one ("claims challenge").
   */
  readonly claims?: string;
  readonly signal?: AbortSignal;
}

/** Source of tokens: VS Code's session or the Azure CLI. Throws `BatchError` (`NotSignedIn`) or `Cancelled`. */
export interface TokenSource {
  /** Changes when a user signs in or out, after which earlier tokens may no longer be valid. */
  readonly session?: number;
  getToken(scopes: readonly string[], request?: TokenRequest): Promise<AccessToken>;
}
