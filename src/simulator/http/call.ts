import type { IncomingHttpHeaders } from 'node:http';
import type { ApiVersion } from '../apiVersion.ts';
import type { Operation } from '../operation.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

/** One request as handlers see it: authenticated, routed and checked. */
export interface Call {
  readonly world: World;
  readonly operation: Operation;
  readonly version: ApiVersion;
  /** Signed with the account's key, not with a token of Microsoft Entra ID. */
  readonly isSharedKey: boolean;
  /** The decoded variables of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** By name in lower case. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  /** Path of the request as it was sent, without query. */
  readonly path: string;
  /** Checked against the operation's model; empty when there is none. */
  readonly body: WireObject;
  /** The `request-id` of the answer. */
  readonly requestId: string;
}

/** Name of a value of the path. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The path of ${call.operation.id} has no ${name}.`);
  return value;
}

/** `{base}/$metadata#…` as bodies carry it. */
export function toMetadata(world: World, fragment: string): string {
  return `${world.url}/$metadata#${fragment}`;
}
