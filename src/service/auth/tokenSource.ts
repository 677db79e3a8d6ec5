/** An access token of Microsoft Entra ID. A secret. */
export interface AccessToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresOnMs: number;
}

export interface TokenRequest {
  /** Conditions that the service wants a new token to meet, from its refusal of the last one ("claims challenge"). */
  readonly claims?: string;
  readonly signal?: AbortSignal;
}

/** Where tokens come from: VS Code's session, the Azure CLI. Throws `BatchError` (`NotSignedIn`) or `Cancelled`. */
export interface TokenSource {
  /** Another number once somebody has signed in or out: tokens of before may be nobody's any more. */
  readonly session?: number;
  getToken(scopes: readonly string[], request?: TokenRequest): Promise<AccessToken>;
}
