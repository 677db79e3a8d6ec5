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
  /** True if the request was signed with the account's key, and not with a token of Microsoft Entra ID. */
  readonly isSharedKey: boolean;
  /** The decoded variables of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters by lowercase name. */
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  /** Path of the request as sent, without query. */
  readonly path: string;
  /** Checked against the operation's model; empty if there is no body. */
  readonly body: WireObject;
  readonly requestId: string;
}

/** Returns a variable of the path. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The path of ${call.operation.id} has no ${name}.`);
  return value;
}

/** Returns `{base}/$metadata#…` as in response bodies. */
export function toMetadata(world: World, fragment: string): string {
  return `${world.url}/$metadata#${fragment}`;
}
