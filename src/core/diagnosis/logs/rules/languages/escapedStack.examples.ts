import type { ExamplesOf } from '../../engine/examples.ts';
import type { escapedStackRules } from './escapedStack.ts';

export const escapedStackExamples: ExamplesOf<typeof escapedStackRules> = {
  'escaped-stack-escaped': {
    examples: [
      '{"level":50,"time":1795171850500,"pid":812,"hostname":"tvmps_3f0c","err":{"type":"SyntaxError","message":"Expected double-quoted property name in JSON at position 7","stack":"SyntaxError: Expected double-quoted property name in JSON at position 7\\n    at JSON.parse (<anonymous>)\\n    at loadScene (/opt/app/app/src/pino.js:3:43)"},"scene":"s.json","msg":"cannot load scene"}',
    ],
  },
};
