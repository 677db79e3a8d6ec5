import type { ExamplesOf } from '../../engine/examples.ts';
import type { nodeRules } from './node.ts';

export const nodeExamples: ExamplesOf<typeof nodeRules> = {
  'node-error': {
    examples: [
      [
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
        '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)',
        '    --------------------',
        '    at Object.<anonymous> (/mnt/batch/tasks/shared/load.js:7:12)',
      ],
      [
        'SyntaxError: Unexpected token \'}\', "{"a": 1,',
        ' "b": tru}',
        '" is not valid JSON',
        '    at JSON.parse (<anonymous>)',
        '    at loadSettings (/mnt/batch/tasks/shared/run.js:3:34)',
      ],
      [
        '  [cause]: Error: getaddrinfo ENOTFOUND contosodata.invalid',
        '      at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
      ],
      [
        'Error: libvips-cpp.so.42: cannot open shared object file: No such file or directory',
        '    at Module._extensions..node (node:internal/modules/cjs/loader:1586:18)',
        '    at Object.<anonymous> (/w/node_modules/sharp/lib/sharp.js:16:15)',
        '    at Object.<anonymous> (/w/thumb.js:1:15) {',
      ],
      [
        'TypeError: fetch failed',
        '    at node:internal/deps/undici/undici:14976:13',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {',
        '  [cause]: Error: getaddrinfo ENOTFOUND contosodata.invalid',
        '      at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
      ],
    ],
  },
  'node-heap-exhausted': {
    examples: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  },
  'node-missing-module': { examples: ["Error: Cannot find module 'sharp'"] },
  'node-bad-option': { examples: ['node: bad option: --no-such-flag'] },
};
