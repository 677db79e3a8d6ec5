import type { ExamplesOf } from '../../engine/examples.ts';
import type { fuseRules } from './fuse.ts';

export const fuseExamples: Partial<ExamplesOf<typeof fuseRules>> = {
  fuse: {
    examples: [
      "fuse: device not found, try 'modprobe fuse' first",
      'fuse: failed to exec fusermount3: No such file or directory',
      'fusermount: failed to open /etc/fuse.conf: Permission denied',
    ],
  },
};
