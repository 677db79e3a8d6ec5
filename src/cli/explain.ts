import * as l10n from '@vscode/l10n';
import { findCause } from '../app/actions/failures/findTasks.ts';
import type { Explained, ExplanationTarget } from '../app/explain/explained.ts';
import { writeExplanation } from '../app/explain/writeExplanation.ts';
import { accountOptions } from './account.ts';
import type { CliCommand, Given } from './commandLine.ts';
import { findCommand } from './commandOf.ts';
import { exitCodes, WrongUse } from './exit.ts';
import { lookIntoAll } from './lookIntoAll.ts';
import type { Output } from './output.ts';
import { type Session, withSession } from './session.ts';
import { toActionName } from './texts.ts';
import { findEndpoint, findNamed, readAddresses, thingOptions, toTarget } from './things.ts';

/** Longer than for a page, which is completed when more has come. */
const patienceMs = 30_000;

/** The explanation of each thing, as its page in VS Code has it as text. */
export const explain: CliCommand = {
  describe: () => l10n.t('Explain a task, job, job schedule, pool, node, or cause; else the account'),
  takes: '[ADDRESS…]',
  options: {
    ...thingOptions,
    cause: {
      type: 'string',
      value: 'ID',
      describe: () => l10n.t('A cause in the account, or in the job, as “failures” names it'),
    },
    complete: {
      type: 'boolean',
      describe: () => l10n.t('Read all failures of the account first, to show what failed alike'),
    },
    ...accountOptions,
  },
  run(given, output) {
    const addresses = readAddresses(given);
    return withSession(given, output, findEndpoint(addresses[0]), async (session) => {
      const { id } = session.store.account;
      const targets = [
        ...addresses.map((address) => toTarget(address, id)),
        ...listNamed(given, id, addresses.length > 0),
      ];
      const explained = await explainAll(session, targets, given.is('complete'), output);
      if (given.is('json')) output.printJson(explained.map(([target, one]) => toJson(target, one)));
      else output.print(explained.map(([, { text }]) => text.trimEnd()).join('\n\n---\n\n'));
      return exitCodes.done;
    });
  },
};

function listNamed(given: Given, accountId: string, hasAddresses: boolean): readonly ExplanationTarget[] {
  const resource = findNamed(given, accountId) ?? ({ kind: 'account', accountId } as const);
  const fingerprint = given.text('cause');
  if (fingerprint !== undefined) {
    if (resource.kind === 'account' || resource.kind === 'job') return [{ resource, document: 'cause', fingerprint }];
    const other = given.text('task') === undefined ? '--pool' : '--task';
    throw new WrongUse(l10n.t('Give either {one} or {other}.', { one: '--cause', other }));
  }
  return resource.kind === 'account' && hasAddresses ? [] : [{ resource, document: 'explanation' }];
}

async function explainAll(
  session: Session,
  targets: readonly ExplanationTarget[],
  isComplete: boolean,
  output: Output,
): Promise<readonly (readonly [ExplanationTarget, Explained])[]> {
  const wantsAll = isComplete || targets.some(({ resource }) => resource.kind === 'account');
  const watching = wantsAll ? session.causes.watch() : undefined;
  if (wantsAll) await lookIntoAll(session, output);
  const explained: (readonly [ExplanationTarget, Explained])[] = [];
  for (const target of targets) {
    // Throws where nothing has it.
    if (target.document === 'cause') await findCause(session, target);
    explained.push([target, await writeExplanation(session, target, patienceMs, () => undefined)]);
  }
  watching?.dispose();
  return explained;
}

function toJson({ resource, document, ...rest }: ExplanationTarget, { explanation, actions, text }: Explained) {
  const { title, category, code, confidence, cause, evidence, fixes } = explanation;
  return {
    resource,
    ...('fingerprint' in rest ? { cause: rest.fingerprint } : {}),
    document,
    title,
    category,
    code,
    confidence,
    why: cause,
    evidence: evidence.map(({ text: quoted, source, isCause }) => ({ text: quoted, source, isCause })),
    steps: fixes.map((fix) => fix.text),
    remedies: actions.map(({ remedy, command, target }) => ({
      id: remedy,
      title: toActionName(command),
      command: findCommand(remedy, target),
    })),
    text,
  };
}
