import * as l10n from '@vscode/l10n';
import { exit, forRange, maybe, mostly, type ProgramExits } from './exit.ts';

function readSummary(): readonly string[] {
  return [l10n.t('Read the summary at the end of its output: it names the tests and why they failed.')];
}

function readFusionLog(): readonly string[] {
  return [l10n.t('Read `.fusion.log` in the work directory of the step: it has the request to storage that failed.')];
}

/** Exit codes of programs that run users' code (documentation of pytest, Python, Node.js, and the Java launcher). */
export const runtimeExits: readonly ProgramExits[] = [
  {
    programs: ['pytest', 'py.test'],
    exits: {
      1: exit('exception-in-user-code', () => l10n.t('Some tests failed.'), readSummary),
      2: exit(
        'exception-in-user-code',
        () => l10n.t('The run was interrupted, usually by errors during test collection.'),
        readSummary,
      ),
      3: exit('other', () => l10n.t('An internal pytest error.')),
      4: exit('bad-arguments', () => l10n.t('Wrong arguments.')),
      5: exit('bad-arguments', () => l10n.t('No tests were found.')),
    },
  },
  {
    programs: ['python'],
    exits: {
      1: maybe('other', () => l10n.t('An uncaught exception, or sys.exit(1).')),
      2: maybe('bad-arguments', () => l10n.t('Wrong arguments, or the script could not be opened.')),
      120: exit('other', () => l10n.t('Its last output could not be written.')),
    },
  },
  {
    programs: ['java'],
    exits: {
      1: maybe('other', () => l10n.t('An uncaught exception, System.exit(1), or a failed JVM start.')),
      3: mostly(
        'out-of-memory',
        () => l10n.t('It terminated itself because it ran out of heap memory (ExitOnOutOfMemoryError).'),
        () => [l10n.t("Increase the JVM heap (`-Xmx`) within the node's memory, or give the task less work.")],
      ),
    },
  },
  {
    programs: ['node'],
    exits: {
      1: maybe('other', () => l10n.t('An uncaught exception, or process.exit(1).')),
      9: exit('bad-arguments', () => l10n.t('Wrong arguments for Node.js.')),
      13: exit(
        'exception-in-user-code',
        () => l10n.t('A top-level `await` never finished: nothing was left to run while the module waited.'),
        () => [l10n.t('Find the promise that the module awaits and that nothing resolves or rejects.')],
      ),
      134: mostly(
        'out-of-memory',
        () => l10n.t('Node.js aborted, usually because it ran out of heap memory.'),
        () => [l10n.t("Increase the Node.js heap (`--max-old-space-size`) within the node's memory.")],
      ),
    },
  },
  {
    programs: ['fusion'],
    exits: forRange(
      174,
      175,
      exit('service', () => l10n.t('The Fusion file system failed, not the program.'), readFusionLog),
    ),
  },
  {
    programs: ['php'],
    exits: {
      255: mostly(
        'exception-in-user-code',
        () => l10n.t('A fatal PHP error.'),
        () => [l10n.t('Look in its output for “Fatal error”: the line names the place in the code.')],
      ),
    },
  },
];
