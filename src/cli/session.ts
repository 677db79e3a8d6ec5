import * as l10n from '@vscode/l10n';
import { AccountRegistry } from '../app/accounts/accountRegistry.ts';
import { toConnectProblem } from '../app/accounts/connectError.ts';
import { openStore, type SignIn } from '../app/accounts/openStore.ts';
import type { Causes } from '../app/causes/causes.ts';
import { toCommandId, withoutEllipsis } from '../app/commandId.ts';
import { AttemptJournal, toLimits } from '../app/evidence/attemptJournal.ts';
import { FailureReader } from '../app/evidence/failureReader.ts';
import { FoundRuns } from '../app/evidence/foundRuns.ts';
import { Resubmissions } from '../app/evidence/resubmissions.ts';
import { toServiceErrorEvidence } from '../app/explain/explainUnread.ts';
import { toRemedyActions } from '../app/explain/remedyActions.ts';
import type { ExplanationServices } from '../app/explain/writeExplanation.ts';
import type { RemedyAction } from '../app/messages/helpfulAction.ts';
import type { Bundles, Log } from '../app/ports.ts';
import type { RemedyId } from '../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../core/model/batchError.ts';
import { definedOnly } from '../core/model/defined.ts';
import { isMissing } from '../core/model/missing.ts';
import type { NodeResource, Resource, TaskResource } from '../core/model/resource.ts';
import type { SavedObject } from '../core/model/savedObject.ts';
import { describeError } from '../core/text/describeError.ts';
import { withLabel } from '../core/text/label.ts';
import { toCodeSpan } from '../core/text/markdown.ts';
import { bundles, loadCauses } from '../node/load.ts';
import { findProxy } from '../node/proxy.ts';
import { systemClock } from '../service/clock.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import { findGivenAccount, toAccountOptions } from './account.ts';
import type { Given } from './commandLine.ts';
import { findCommand, toProgramLine } from './commandOf.ts';
import { describeFailure } from './exit.ts';
import { toFolder, toReadFolder } from './home.ts';
import { RunSecrets, RunState } from './memory.ts';
import { noteSilence } from './noteSilence.ts';
import type { Output } from './output.ts';
import { describeProxy, describeProxyFailure, requireProxy } from './proxy.ts';
import { holdGivenRules } from './rules.ts';
import type { Stop } from './stop.ts';
import { programName, toActionName } from './texts.ts';

/** Discards log messages, because the important ones are already displayed. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** The open account of a command line, with the parts of the application that examine it. */
export interface Session extends Omit<ExplanationServices, 'resubmissions' | 'bundles'> {
  readonly bundles: Bundles;
  readonly resubmissions: Resubmissions;
  readonly store: AccountStore;
  readonly causes: Causes;
}

/** The service, connected through the proxy that the environment names. */
const proxied: Pick<Bundles, 'service'> = {
  service() {
    const service = bundles.service();
    return { ...service, connect: (options) => service.connect({ ...options, findProxy }) };
  },
};

const signIn: SignIn = {
  createTokenSource({ kind, tenantId }) {
    if (kind === 'microsoft') throw new Error('VS Code accounts are available only in VS Code');
    return bundles.auth().createIdentityTokenSource(kind, tenantId, { findProxy });
  },
  findOwnResourceManager: () => undefined,
};

interface SessionOptions {
  readonly isUntried?: boolean;
  readonly isSaving?: boolean;
  readonly isRemembering?: boolean;
  readonly stop?: Stop;
}

/**
 * Opens the account on the command line and does `work`. Unless `isUntried`, first sends one request to check that the
 * account can be reached, until `stop` asks to end. `isSaving` if the work saves what is known; `isRemembering` if it
 * remembers the causes that it finds. `addressed` is the endpoint in an address on the command line. Throws errors with
 * advice.
 */
export async function withSession<T>(
  given: Given,
  output: Output,
  addressed: string | undefined,
  work: (session: Session) => Promise<T>,
  { isUntried = false, stop, ...saving }: SessionOptions = {},
): Promise<T> {
  const { account, credential } = await findGivenAccount(given, process.env, addressed, output);
  requireProxy(account.endpoint);
  // Another account may be the default where the user runs a command that an explanation names.
  const open = async (parts: OpenParts): Promise<T> => {
    try {
      await parts.accounts.add(account, credential);
      const store = await parts.accounts.getStore(account.id);
      // The subscription ends with the store.
      noteSilence(store, output);
      if (!isUntried) {
        const verified = store.service.verify();
        await (stop === undefined ? verified : stop.orStopped(verified));
      }
      return await work({ ...parts, store });
    } catch (error) {
      throw withAdvice(error, account);
    }
  };
  return withParts(given, output, toAccountOptions(given, account), open, saving);
}

/** The parts of the application without an account. */
export type SessionParts = Omit<Session, 'store'>;

type OpenParts = SessionParts & { readonly accounts: AccountRegistry };

/** Does `work` with the parts of the application. `ofAccount` are the options of the commands that explanations name. */
export async function withParts<T>(
  given: Given,
  output: Output,
  ofAccount: Readonly<Record<string, string>>,
  work: (parts: OpenParts) => Promise<T>,
  { isSaving = false, isRemembering = false }: Pick<SessionOptions, 'isSaving' | 'isRemembering'> = {},
): Promise<T> {
  await holdGivenRules(given, output);
  let isUnread = false;
  const noteUnread = (error: unknown): void => {
    if (!isUnread) output.note(describeFailure(error));
    isUnread = true;
  };
  // Only a command that saves what the folders have depends on them.
  const toSaved = (name: string) => (isSaving ? toFolder(name) : toReadFolder(name, noteUnread));
  const resubmissions = new Resubmissions(toSaved('resubmitted'), Date.now);
  const journal = new AttemptJournal(
    toSaved('attempts'),
    (line) => bundles.diagnosis().parseSavedAttempt(line),
    Date.now,
  );
  const kept = new AttemptJournal<Resource, SavedObject>(
    toSaved('kept'),
    (line) => bundles.diagnosis().parseSavedObject(line),
    Date.now,
  );
  const listSaved = (of: TaskResource | NodeResource) => (of.kind === 'task' ? journal.list(of) : kept.list(of));
  const accounts = new AccountRegistry({
    state: new RunState(),
    secrets: new RunSecrets(),
    clock: systemClock,
    log: silentLog,
    openStore: (request) => openStore(request, proxied, signIn, { resubmissions, listSaved }),
    startSample: () => Promise.reject(new Error('there is no sample account here')),
    sampleId: 'sample',
    isTrusted: () => true,
    isReadOnly: () => false,
    onDidChangeReadOnly: () => ({ dispose: () => undefined }),
    findOwnPortal: () => undefined,
  });
  const reader = new FailureReader(bundles, systemClock);
  const report = (error: unknown): void => output.note(describeError(error));
  const memory = {
    folder: isRemembering ? toFolder('causes') : toSaved('causes'),
    readLimits: () => toLimits(),
    mayWrite: () => isRemembering,
    report: noteUnread,
  };
  const causes = new (loadCauses().Causes)({ accounts, reader, bundles, clock: systemClock, report, memory });
  try {
    return await work({
      accounts,
      bundles,
      clock: systemClock,
      reader,
      causes,
      goodRuns: new FoundRuns(),
      resubmissions,
      journal,
      kept,
      actionFiles: toSaved('bulk'),
      findStart: () => undefined,
      toActionName: (commandId) => withoutEllipsis(toActionName(commandId)),
      toRemedyActions: (remedies, targets) =>
        toRemedyActions(remedies, targets, (remedy, target) => ({ title: toOffer(remedy, target, ofAccount) })),
      isOnce: true,
      nameSavedLogs({ jobId: job, taskId: task }) {
        const line = toProgramLine(['logs'], { job, task, attempt: '1', ...ofAccount });
        return line && toCodeSpan(line);
      },
      findSource: async () => undefined,
    });
  } finally {
    causes.dispose();
    reader.dispose();
    accounts.dispose();
  }
}

const labeled: ReadonlySet<RemedyId> = new Set(['task.retry', 'job.retryFailed']);

/** Returns this program's command for a remedy, or the name of the command in VS Code if there is none here. */
function toOffer(
  remedy: RemedyId,
  target: RemedyAction['target'],
  ofAccount: Readonly<Record<string, string>>,
): string {
  const command = findCommand(remedy, target, ofAccount);
  const title = toActionName(toCommandId(remedy));
  if (command === undefined) return l10n.t('In VS Code: {0}', title);
  const line = `${programName} ${command}`;
  // Nothing else shows whether a task or all of its job is retried, unless the line names several tasks.
  return labeled.has(remedy) && !('taskIds' in target) ? withLabel(withoutEllipsis(title), line) : line;
}

/** Describes an error in terms of the environment variable that replaces a setting of VS Code. */
function describeInTerminal(error: BatchError, host: string): string | undefined {
  if (error.code !== 'CertificateInvalid') return undefined;
  return l10n.t(
    "{host} presented a certificate that this computer doesn't trust. If a proxy on your network decrypts traffic, set {variable} to a file with the proxy's CA certificate.",
    { host, variable: 'NODE_EXTRA_CA_CERTS' },
  );
}

function withAdvice(error: unknown, account: Parameters<typeof toConnectProblem>[1]): unknown {
  if (!BatchError.is(error)) return error;
  const { host } = new URL(account.endpoint);
  const ofProxy = describeProxyFailure(error, account.endpoint);
  const message = ofProxy ?? describeInTerminal(error, host) ?? toConnectProblem(error, account) ?? error.message;
  const advice =
    error.code === 'UnconfirmedHost'
      ? l10n.t('To confirm it, add --confirm-host {0}.', host)
      : ofProxy === undefined && (describeProxy(error, account.endpoint) ?? advise(error));
  const { code, status, requestId } = error;
  return new BatchError({
    code,
    message: [message, advice].filter(Boolean).join(' '),
    cause: error,
    ...definedOnly({ status, requestId }),
  });
}

/** Returns what to do about a refusal that the service describes only in its own words. */
function advise(error: BatchError): string | undefined {
  const { status, wayIn, missing, code } = error;
  if (status === undefined || status < 400 || isMissing(error) || (wayIn ?? missing) !== undefined) return undefined;
  if (code === 'NotBatchService' || code === 'ClockSkew') return undefined;
  const [fix] = bundles.diagnosis().explainServiceError(toServiceErrorEvidence(error, undefined)).fixes;
  return fix && withLabel(l10n.t('What to do'), fix.text);
}
