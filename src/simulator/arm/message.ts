/** What either side of the listener answers. */
export interface ArmReply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ArmRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly body: string;
}
