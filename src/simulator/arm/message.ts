/** A response of Resource Manager or of the token endpoint. */
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
  readonly prefer: string | undefined;
}

/** Creates a refusal in Resource Manager's format. */
export function armError(status: number, code: string, message: string): ArmReply {
  return { status, body: { error: { code, message } } };
}
