import type * as http from 'node:http';
import type * as https from 'node:https';

/**
 * Returns an agent that connects to the host of an `https` URL through a proxy; undefined for a direct connection. Not
 * needed in VS Code, which equips Node's `https` with the user's proxy.
 */
export type FindProxy = (url: string, options: https.AgentOptions) => http.Agent | undefined;
