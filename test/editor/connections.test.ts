import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundles } from '../../src/node/load.ts';
import { toAccount } from '../fakes/connect.ts';

suite('connections', () => {
  // VS Code treats requests to other addresses of this machine like those to Azure.
  for (const host of ['127.0.0.1', ...(process.platform === 'darwin' ? [] : ['127.0.0.2'])]) {
    test(`connections to ${host} serve more than one request`, async () => {
      let connections = 0;
      const server = createServer((_, response) => response.end(JSON.stringify({ value: [] })));
      server.on('connection', () => {
        connections += 1;
      });
      server.listen(0, host);
      await once(server, 'listening');
      const account = toAccount(`http://${host}:${(server.address() as AddressInfo).port}`);
      const key = Buffer.from('no key of anybody').toString('base64');
      const service = bundles.service().connect({
        account,
        credential: { kind: 'sharedKey', accountName: account.name, key },
      });
      try {
        for (let request = 0; request < 5; request += 1) {
          for await (const page of service.pools.listPools()) assert.deepEqual(page, []);
        }
        assert.equal(connections, 1);
      } finally {
        service.dispose();
        server.close();
        server.closeAllConnections();
      }
    });
  }
});
