import type { ExamplesOf } from '../../engine/examples.ts';
import type { exitRules } from './exits.ts';

export const exitExamples: ExamplesOf<typeof exitRules> = {
  'exit-told': {
    examples: [
      '\t\t exit code: 137',
      'solver exit status 137',
      'supervisor: child 4410 was killed by signal 9',
      'worker ended: return value: -9',
      'Child returned 137',
      'child process ended with exit status -6',
      'run.sh: solver exited with code 0xC0000005',
      'The process exited with -1073741819',
      'the launcher: process 12 exited with code 3221225477',
      'The process exited with exit code 127',
      'job ended: signal: killed',
      'The program exited with code -1073741515.',
      'solver.exe exited with code 0xC00000FD',
      'Process finished with exit code -1073741819 (0xC0000005)',
      "[ERROR] [launch.py:434:sigkill_handler] ['python3', '-u', 'main.py'] exits with return code = -9",
      '  traceback : Signal 6 (SIGABRT) received by PID 92',
      'E0501 12:30:02.0 8 torch/distributed/elastic/multiprocessing/api.py:833] failed (exitcode: -6) local_rank: 2 (pid: 92) of binary: /opt/conda/bin/python',
    ],
    not: [
      'status code 137 rows',
      'read failed: error code -11',
      'signal handlers for SIGTERM installed',
      'request returned 404 after 126 ms',
      'step ended with exit code 1',
    ],
  },
};
