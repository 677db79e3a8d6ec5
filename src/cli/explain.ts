import * as l10n from '@vscode/l10n';
import { toGone } from '../app/actions/failures/findTasks.ts';
import { orNamed } from '../app/evidence/named.ts';
import { toExplanationTarget } from '../app/explain/addressTarget.ts';
import type { Explained, ExplanationTarget } from '../app/explain/explained.ts';
import { writeExplanation } from '../app/explain/writeExplanation.ts';
import { writeGone } from '../app/explain/writeUnread.ts';
import { BatchError } from '../core/model/batchError.ts';
import { isMissing } from '../core/model/missing.ts';
import { withLabel } from '../core/text/label.ts';
import { bundles } from '../node/load.ts';
import { accountOptions } from './account.ts';
import type { CliCommand, Given } from './commandLine.ts';
import { findCommand } from './commandOf.ts';
import { type ExitCode, exitCodes, WrongUse } from './exit.ts';
import { explainGiven, givenOptions } from './explainGiven.ts';
import { checkCause, orOfCause } from './listTasks.ts';
import { judgeNewest, whileAllIsKnown, whileTasksAreExplained } from './lookIntoAll.ts';
import type { Output } from './output.ts';
import { holdGivenRules } from './rules.ts';
import { type Session, withSession } from './session.ts';
import { budgetOption, readBudget, type Stop, whenToStop } from './stop.ts';
import { toActionName } from './texts.ts';
import { findEndpoint, findNamed, readAddresses, thingOptions } from './things.ts';

interface Thing {
  readonly name?: string | undefined;
  readonly target: ExplanationTarget;
}

interface Found {
  readonly json: object;
  readonly text?: string;
}

/** Milliseconds to wait for late data, longer than for a page, which is completed when more responses arrive. */
const patienceMs = 30_000;

/** Prints the explanation of each item, as the text of its page in VS Code. */
export const explain: CliCommand = {
  describe: () => l10n.t('Explain a task, job, job schedule, pool, node, or cause; by default, the account'),
  takes: '[ADDRESS…]',
  options: {
    ...thingOptions,
    cause: {
      type: 'string',
      value: 'ID',
      describe: () => l10n.t('A cause in the account or job, as named by “failures”'),
    },
    complete: {
      type: 'boolean',
      describe: () => l10n.t('Read all failures in the account first, to show what failed the same way'),
    },
    ...budgetOption,
    ...givenOptions,
    ...accountOptions,
  },
  examples: ['--job nightly --task frame-7', '--cause v1:…', '--log stderr.txt --exit-code 1'],
  run(given, output) {
    if (isOfGiven(given)) return explainFiles(given, output);
    const addresses = readAddresses(given);
    checkCause(given);
    const stop = whenToStop(readBudget(given, !given.is('complete')));
    const work = async (session: Session): Promise<ExitCode> => {
      const { id } = session.store.account;
      const things: readonly Thing[] = [
        ...addresses.map((address, index) => ({ name: given.names[index], target: toExplanationTarget(address, id) })),
        ...listNamed(given, id, addresses.length > 0).map((target) => ({ target })),
      ];
      const found = await explainAll(session, things, given, output, stop).finally(() => stop.dispose());
      const texts = found.flatMap(({ text }) => text?.trimEnd() ?? []);
      if (texts.length === 0) return exitCodes.notDone;
      if (given.is('json')) output.printJson(found.map(({ json }) => json));
      else output.printPage(texts.join('\n\n---\n\n'));
      return texts.length < found.length ? exitCodes.notDone : exitCodes.done;
    };
    return withSession(given, output, findEndpoint(addresses[0]), work, { stop }).finally(() => stop.dispose());
  },
};

function isOfGiven(given: Given): boolean {
  return Object.keys(givenOptions).some((option) => given.text(option) !== undefined);
}

/** Prints the explanation of files on this computer, for which no account is needed. */
async function explainFiles(given: Given, output: Output): Promise<ExitCode> {
  if (['log', 'stdout', 'exit-code'].every((option) => given.text(option) === undefined))
    throw new WrongUse(l10n.t('{0} is required.', '--log'));
  const other = [...Object.keys(thingOptions), 'cause'].find((option) => given.text(option) !== undefined);
  if (other !== undefined || given.names.length > 0)
    throw new WrongUse(
      l10n.t('Specify either {one} or {other}.', {
        one: '--log',
        other: other === undefined ? 'ADDRESS' : `--${other}`,
      }),
    );
  await holdGivenRules(given, output);
  const { explanation, page } = await explainGiven(given);
  const { text } = bundles.diagnosis().renderPage(page);
  if (given.is('json')) output.printJson([toJson({ explanation, actions: [], text })]);
  else output.printPage(text.trimEnd());
  return exitCodes.done;
}

function listNamed(given: Given, accountId: string, hasAddresses: boolean): readonly ExplanationTarget[] {
  const resource = findNamed(given, accountId) ?? ({ kind: 'account', accountId } as const);
  const fingerprint = given.text('cause');
  if (fingerprint !== undefined) {
    if (resource.kind === 'account' || resource.kind === 'job') return [{ resource, document: 'cause', fingerprint }];
    const other = given.text('task') === undefined ? '--pool' : '--task';
    throw new WrongUse(l10n.t('Specify either {one} or {other}.', { one: '--cause', other }));
  }
  return resource.kind === 'account' && hasAddresses ? [] : [{ resource, document: 'explanation' }];
}

/** Explains every item that can be explained. Reports and returns the reason for the others. */
async function explainAll(
  session: Session,
  things: readonly Thing[],
  given: Given,
  output: Output,
  stop: Stop,
): Promise<readonly Found[]> {
  const explainEach = () => explainInTurn(session, things, given, output);
  const isComplete = given.is('complete');
  const isOfAccount = things.some(({ target }) => target.resource.kind === 'account');
  const explainKnown = async (): Promise<readonly Found[]> => {
    if (isOfAccount) await judgeNewest(session, {}, stop);
    return explainEach();
  };
  if (isComplete || isOfAccount)
    return whileAllIsKnown(session, output, explainKnown, { stop, isThorough: isComplete });
  const jobId = findOnlyJob(things);
  return jobId === undefined ? explainEach() : whileTasksAreExplained(session, output, jobId, explainEach, stop);
}

/** Returns the ID of the job to explain; undefined for another item, or several. */
function findOnlyJob([first, ...others]: readonly Thing[]): string | undefined {
  const resource = first?.target.resource;
  return others.length === 0 && resource?.kind === 'job' ? resource.jobId : undefined;
}

async function explainInTurn(
  session: Session,
  things: readonly Thing[],
  given: Given,
  output: Output,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { name, target } of things) {
    try {
      const explaining = writeThing(session, target);
      const explained = await ('fingerprint' in target ? orOfCause(given, explaining) : explaining);
      found.push({ json: { ...toNames(target), ...toJson(explained) }, text: explained.text });
    } catch (error) {
      if (!BatchError.is(error) || things.length === 1) throw error;
      const { code, message } = error;
      output.note(name === undefined ? message : withLabel(name, message));
      found.push({ json: { ...toNames(target), error: { code, message } } });
    }
  }
  return found;
}

/** Explains an item, from the service log if it no longer exists. Throws the service's error. */
async function writeThing(session: Session, target: ExplanationTarget): Promise<Explained> {
  try {
    const written = writeExplanation(session, target, patienceMs, () => undefined);
    const explained = await orNamed(session, target.resource, written);
    if (explained.isGone) throw toGone();
    return explained;
  } catch (error) {
    const isGone = BatchError.is(error) && isMissing(error) && target.document === 'explanation';
    const written = isGone ? await writeGone(session, target, error) : undefined;
    if (written === undefined) throw error;
    return written;
  }
}

function toNames({ resource, document, ...rest }: ExplanationTarget) {
  return { resource, ...('fingerprint' in rest ? { cause: rest.fingerprint } : {}), document };
}

function toJson({ explanation, actions, text }: Pick<Explained, 'explanation' | 'actions' | 'text'>) {
  const { title, category, code, confidence, cause, evidence, fixes } = explanation;
  return {
    title,
    category,
    code,
    confidence,
    why: cause,
    evidence: evidence.map(({ text: quoted, source, isCause, isConsequence }) => ({
      text: quoted,
      source,
      isCause,
      isConsequence,
    })),
    steps: fixes.map((fix) => [fix.text, ...(fix.refusal === undefined ? [] : [fix.refusal])].join(' ')),
    remedies: actions.map(({ remedy, command, target }) => ({
      id: remedy,
      title: toActionName(command),
      command: findCommand(remedy, target),
    })),
    text,
  };
}
