/** A response of either part of the listener. */
export interface ArmReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ArmRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
  /** The header `Prefer`. */
  readonly prefer: string | undefined;
}

/** A refusal in Resource Manager's format. */
export function armError(status: number, code: string, message: string): ArmReply {
  return { status, body: { error: { code, message } } };
}
