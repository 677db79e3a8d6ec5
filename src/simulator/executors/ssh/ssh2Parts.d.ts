/**
 * The parts of ssh2 that a server needs. They are imported one by one because the package's main module also loads its
 * client, and with it `child_process`, which must not be reachable from a simulator that runs no programs.
 */
declare module 'ssh2/lib/server.js' {
  import { Server } from 'ssh2';
  export = Server;
}

declare module 'ssh2/lib/protocol/keyParser.js' {
  import { utils } from 'ssh2';

  const keyParser: { readonly parseKey: typeof utils.parseKey };
  export = keyParser;
}
