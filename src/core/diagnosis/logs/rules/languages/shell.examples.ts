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
  'shell-needs-bash': {
    examples: ['dash: 1: [[: not found', 'run.sh: 4: source: not found', 'sh: 2: set: Illegal option -o pipefail'],
    not: ['run.sh: 4: samtools: not found', 'sh: 1: set: Illegal option -q'],
  },
  'shell-script-without-interpreter': {
    examples: [
      'bash: line 1: ./fit.py: cannot execute: required file not found',
      '/bin/bash: line 1: ./go.sh: cannot execute: required file not found',
    ],
    not: ['bash: line 1: ./solve: cannot execute: required file not found'],
  },
  'shell-exec-format': {
    examples: [
      'bash: line 1: ./solver: cannot execute binary file: Exec format error',
      'sh: 1: ./solver: Exec format error',
    ],
  },
  'shell-carriage-return': {
    examples: ["$'\\r': command not found", '/bin/bash^M: bad interpreter: No such file or directory'],
  },
  'shell-number-expected': {
    examples: [
      'thresh.sh: line 3: [: n/a: integer expression expected',
      'loop.sh: line 1: printf: abc: invalid number',
    ],
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
      'web_1  | bundler: command not found: puma',
      "Command 'ps' required by nextflow to collect task metrics cannot be found",
      'xargs: nosuchtool: No such file or directory',
      "nohup: failed to run command 'nosuchtool': No such file or directory",
    ],
  },
  'zsh-command-not-found': {
    examples: ['run.zsh:3: command not found: blender', "/mnt/batch/run.sh:5: parse error near `fi'"],
  },
  'csh-undefined-variable': { examples: ['setenv: Undefined variable.', 'OUT: Undefined variable.'] },
  'shell-trap-at-line': { examples: ['error at line 12 of run.sh'] },
  'ansible-missing-program': {
    examples: ["[Errno 2] No such file or directory: b'nosuchcmd'"],
    not: ["[Errno 2] No such file or directory: b'in/list.txt'"],
  },
};
