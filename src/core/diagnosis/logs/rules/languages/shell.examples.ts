import type { ExamplesOf } from '../../engine/examples.ts';
import type { shellRules } from './shell.ts';

export const shellExamples: Partial<ExamplesOf<typeof shellRules>> = {
  shell: {
    examples: [
      'bash: line 1: nvcc: command not found',
      '/bin/bash: line 1: run_job: command not found',
      '/usr/bin/mafft: line 1274: [: too many arguments',
    ],
  },
  'shell-r-no-such': {
    examples: ["$'\\r': command not found", '/bin/bash^M: bad interpreter: No such file or directory'],
  },
  'shell-no-matches-found': { examples: ['a.zsh:2: no matches found: *.nc', 'go.zsh:3: no matches found: out_*.dat'] },
  'shell-no-match': { examples: ['rm: No match.'] },
  'shell-bad-interpreter-no': {
    examples: ['bash: /opt/tool/bin/run: /usr/bin/python2: bad interpreter: No such file or directory'],
  },
  'shell-usr-bin-env': { examples: ["/usr/bin/env: 'python3.12': No such file or directory"] },
  'shell-failed-to-run': {
    examples: [
      'pyenv: python3.13: command not found',
      'xargs: nosuchtool: No such file or directory',
      "nohup: failed to run command 'nosuchtool': No such file or directory",
    ],
  },
};
