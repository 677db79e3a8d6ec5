import type { ExamplesOf } from '../../engine/examples.ts';
import type { shellRules } from './shell.ts';

export const shellExamples: ExamplesOf<typeof shellRules> = {
  'shell-complaint': {
    examples: [
      'bash: line 1: nvcc: command not found',
      '/bin/bash: line 1: run_job: command not found',
      '/usr/bin/mafft: line 1274: [: too many arguments',
    ],
  },
  'shell-carriage-return': {
    examples: ["$'\\r': command not found", '/bin/bash^M: bad interpreter: No such file or directory'],
  },
  'zsh-no-matches': { examples: ['a.zsh:2: no matches found: *.nc', 'go.zsh:3: no matches found: out_*.dat'] },
  'csh-no-match': { examples: ['rm: No match.'] },
  'shell-missing-interpreter': {
    examples: ['bash: /opt/tool/bin/run: /usr/bin/python2: bad interpreter: No such file or directory'],
  },
  'env-missing-program': { examples: ["/usr/bin/env: 'python3.12': No such file or directory"] },
  'launcher-missing-program': {
    examples: [
      'pyenv: python3.13: command not found',
      'xargs: nosuchtool: No such file or directory',
      "nohup: failed to run command 'nosuchtool': No such file or directory",
    ],
  },
  'zsh-command-not-found': {
    examples: ['run.zsh:3: command not found: blender', "/mnt/batch/run.sh:5: parse error near `fi'"],
  },
  'csh-undefined-variable': { examples: ['setenv: Undefined variable.', 'OUT: Undefined variable.'] },
  'shell-trap-at-line': { examples: ['error at line 12 of run.sh'] },
  'shell-interpreter-denied': { examples: ['bash: ./run.sh: /opt/py/bin/python: bad interpreter: Permission denied'] },
  'launcher-permission-denied': { examples: ["timeout: failed to run command './solver': Permission denied"] },
};
