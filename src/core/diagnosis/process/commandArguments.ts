import * as l10n from '@vscode/l10n';
import { listInvocations } from '../../definitions/programs.ts';
import { quoteWord } from '../explanation/sentences.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

/** Matches options, and the letters that `getopt` names: `invalid option -- 'Q'`. */
const options = /(?<![\w-])--?[A-Za-z][\w-]{0,60}|\boption -- '?(\w)/g;

/**
 * Explains options that a program doesn't accept and that the task's command line gives it. A retry runs the same
 * command line.
 */
export function judgeArguments({ task }: TaskContext, verdict: ProcessVerdict): PlaceVerdict | undefined {
  if (verdict.category !== 'bad-arguments') return undefined;
  const refused = verdict.evidence
    .flatMap(({ isCause, text }) => (isCause === true ? [...text.matchAll(options)] : []))
    .map(([option, letter]) => (letter === undefined ? option : `-${letter}`));
  const given = new Set(
    listInvocations(task.commandLine ?? '').flatMap(([, ...args]) => args.map((word) => word.split('=', 1)[0])),
  );
  const own = refused.find((option) => given.has(option));
  if (own === undefined) return undefined;
  return {
    why: l10n.t("The task's command line has {0}.", quoteWord(own)),
    fixes: verdict.fixes.map((fix, index) => (index === 0 ? { ...fix, property: ['commandLine'] } : fix)),
    change: 'definition',
  };
}
