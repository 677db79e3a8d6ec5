import * as l10n from '@vscode/l10n';
import type { SeenAnswer } from '../../core/answers/compareAnswer.ts';
import type { Clock, ScheduledCall } from '../../core/clock.ts';
import { type Account, type AuthenticationKind, toShownName } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { Right } from '../../core/model/right.ts';
import { taskStates } from '../../core/model/taskShape.ts';
import { allRights, findRight, isOfReading } from '../../core/refusals/rights.ts';
import { listPlain } from '../../core/text/lists.ts';
import type { ApiVersion, BatchService } from '../../service/ports.ts';
import type { WithAccounts } from '../accounts/accounts.ts';
import type { Bundles } from '../ports.ts';
import { askToConfirm, type WithUi } from '../ui.ts';
import { AnswerTally } from './answerTally.ts';
import {
  type Asking,
  askBatch,
  askLogs,
  askMetrics,
  askResourceManager,
  askStorage,
  type FoundThings,
} from './askAccount.ts';
import {
  type CheckedAccount,
  type CheckedGroup,
  type CheckGroup,
  checkGroups,
  patienceMs,
  type TriedFailure,
} from './checkedAccount.ts';
import { trialVmSize, tryAccount } from './tryAccount.ts';

interface CheckServices extends WithUi, WithAccounts {
  readonly clock: Clock;
  readonly bundles: Pick<Bundles, 'diagnosis' | 'service'>;
}

const versions: readonly ApiVersion[] = ['2025-06-01', '2022-10-01.16.0'];
/** Maximum number of responses per group, more than a group needs without retries. */
const mostAnswers = 100;
/** Maximum number of responses for the group of changes, most of which are polled. */
const mostTrialAnswers = 2000;

/**
 * Asks the user for permission for each group of requests, and then sends those requests to the account, for one item
 * of each kind that the extension reads. Changes nothing unless `trialId` names a trial, which also needs the user's
 * permission and deletes everything that it creates. A failed request does not end the check. Throws `Cancelled` when
 * the user closes a question or cancels.
 */
export async function checkAccount(
  services: CheckServices,
  account: Account,
  trialId?: string,
): Promise<CheckedAccount> {
  const wanted = await askGroups(services, account);
  const isTried = trialId !== undefined && (await askToTry(services, account));
  const title = l10n.t('Checking account {0}', toShownName(account));
  return services.ui.progress({ title }, async ({ report, signal }) => {
    const check = new AccountCheck(services, account, signal);
    return check.run(wanted, isTried ? trialId : undefined, (group) => report({ message: describeGroup(group) }));
  });
}

/** Checks whether a group can be requested; a key gives access only to Batch and its files. */
function isReachable(group: CheckGroup, { authentication }: Account): boolean {
  return authentication !== 'sharedKey' || !['resourceManager', 'metrics', 'logs'].includes(group);
}

/** Asks before each group until the user permits all remaining groups. */
async function askGroups({ ui }: WithUi, account: Account): Promise<ReadonlySet<CheckGroup>> {
  const [read, skip, readAll] = [l10n.t('Read'), l10n.t('Skip'), l10n.t('Read All')];
  const wanted = new Set<CheckGroup>();
  let isAll = false;
  const reachable = checkGroups.filter((one) => isReachable(one, account));
  for (const [index, group] of reachable.entries()) {
    if (!isAll) {
      const message = l10n.t('Check account {name}: {group}? ({number} of {total})', {
        name: toShownName(account),
        group: describeGroup(group),
        number: index + 1,
        total: reachable.length,
      });
      const answer = await ui.askWhich({ message, detail: describeQuestion(group) }, [read, skip, readAll]);
      if (answer === undefined) throw new Cancelled();
      if (answer === skip) continue;
      isAll = answer === readAll;
    }
    wanted.add(group);
  }
  return wanted;
}

function askToTry(services: WithUi, account: Account): Promise<boolean> {
  return askToConfirm(services, {
    message: l10n.t('Create a pool and a job in account {0}, and then delete them?', toShownName(account)),
    detail: l10n.t(
      'One {size} node runs for about half an hour, which usually costs less than 0.20 US dollars. Tasks are made to fail and are retried. The node is restarted and reimaged. Everything is deleted at the end, even after Ctrl+C.',
      { size: trialVmSize },
    ),
    confirm: l10n.t('Create and Delete'),
    canBeUndone: true,
    mayLose: true,
  });
}

function describeGroup(group: CheckGroup): string {
  switch (group) {
    case 'account':
      return l10n.t('Pools, nodes, jobs, tasks, and files');
    case 'resourceManager':
      return l10n.t('Azure Resource Manager');
    case 'metrics':
      return l10n.t('Azure Monitor metrics');
    case 'logs':
      return l10n.t('Azure Monitor logs');
    case 'storage':
      return l10n.t('Azure Storage');
    case 'changes':
      return l10n.t('A pool and a job, which are deleted afterward');
  }
}

function describeQuestion(group: (typeof checkGroups)[number]): string {
  const harmless = l10n.t('Nothing is changed, and the report contains no values.');
  switch (group) {
    case 'account':
      return `${l10n.t('This reads one pool, node, job, task, job schedule, and log, with both versions of the Batch API, using about 60 requests.')} ${harmless}`;
    case 'resourceManager':
      return `${l10n.t("This asks Azure Resource Manager for the account's limits, its endpoints, and your permissions.")} ${harmless}`;
    case 'metrics':
      return `${l10n.t("This asks Azure Monitor for the account's metrics.")} ${harmless}`;
    case 'logs':
      return `${l10n.t("This asks Azure Monitor for the account's activity log and service log.")} ${harmless}`;
    case 'storage':
      return `${l10n.t('This asks Azure Storage for the files a task uploaded and for one of its input files, if you have allowed the host.')} ${harmless}`;
  }
}

/**
 * Error codes of Azure Resource Manager and Azure Monitor (Azure documentation), in addition to the codes that the
 * diagnosis explains.
 */
const managementCodes: ReadonlySet<string> = new Set(
  (
    'AuthorizationFailed BadArgumentError BadRequest DisallowedOperation ExpiredAuthenticationToken ' +
    'InsufficientAccessError InvalidApiVersionParameter InvalidAuthenticationToken InvalidAuthenticationTokenTenant ' +
    'InvalidSubscriptionId LinkedAuthorizationFailed NoRegisteredProviderFound RequestDisallowedByPolicy ' +
    'ResourceGroupNotFound ResourceNotFound SubscriptionNotFound TooManyRequests'
  ).split(' '),
);

/** Checks whether the account is opened with a key, which gives all rights. */
function isByKey(authentication: AuthenticationKind): boolean {
  return authentication === 'sharedKey' || authentication === 'sample';
}

class AccountCheck {
  readonly #services: CheckServices;
  readonly #account: Account;
  readonly #signal: AbortSignal;
  readonly #isKnownCode: (code: string) => boolean;
  readonly #groups: CheckedGroup[] = [];
  #clockAheadMs: number | undefined;
  readonly #rights = new Map<Right, boolean>();
  #found: FoundThings = {};

  constructor(services: CheckServices, account: Account, signal: AbortSignal) {
    this.#services = services;
    this.#account = account;
    this.#signal = signal;
    const { explainCode } = services.bundles.diagnosis();
    this.#isKnownCode = (code) => managementCodes.has(code) || explainCode(code, 0)?.to === code.length;
  }

  async run(
    wanted: ReadonlySet<CheckGroup>,
    trialId: string | undefined,
    onGroup: (group: CheckGroup) => void,
  ): Promise<CheckedAccount> {
    const { clock, bundles } = this.#services;
    const { authentication, endpoint } = this.#account;
    const asksAccount = wanted.has('account');
    const reach = asksAccount ? await bundles.service().measureReach(endpoint, clock, this.#signal) : undefined;
    for (const group of checkGroups) {
      if (!wanted.has(group)) {
        const ended = isReachable(group, this.#account) ? 'skipped' : 'byKey';
        this.#groups.push({ group, ended, asked: [], notAsked: [] });
        continue;
      }
      onGroup(group);
      if (group === 'account') {
        for (const version of versions)
          await this.#ask(group, version, async (asking) => {
            this.#found = await askBatch(asking);
          });
      } else if (group === 'resourceManager') {
        await this.#ask(group, undefined, async (asking, tally) => {
          await askResourceManager(asking);
          this.#noteGranted(asking.service, tally);
        });
      } else await this.#ask(group, undefined, (asking) => this.#askOther(group, asking));
    }
    if (trialId !== undefined) {
      onGroup('changes');
      await this.#try(trialId);
    }
    return {
      authentication,
      groups: this.#groups,
      ...(reach === undefined ? {} : { reach }),
      ...(this.#clockAheadMs === undefined ? {} : { clockAheadMs: this.#clockAheadMs }),
      ...(isByKey(authentication) ? {} : { rights: this.#listRights() }),
    };
  }

  #askOther(group: 'metrics' | 'logs' | 'storage', asking: Asking): Promise<void> {
    if (group === 'metrics') return askMetrics(asking);
    return group === 'logs' ? askLogs(asking, this.#found) : askStorage(asking, this.#found);
  }

  async #try(trialId: string): Promise<void> {
    const { clock, ui } = this.#services;
    let failures: readonly TriedFailure[] = [];
    const onLeft = (names: readonly string[]): void => {
      if (names.length > 0)
        ui.notify(
          'error',
          l10n.t('Not everything could be deleted. Delete the following yourself: {0}', listPlain(names)),
        );
    };
    await this.#ask('changes', undefined, async (asking) => {
      failures = await tryAccount({ ...asking, clock, trialId }, onLeft);
    });
    const group = this.#groups.pop();
    if (group === undefined) return;
    const toKnown = (word: string | undefined): string | undefined =>
      word === undefined || taskStates.some((state) => state === word) || this.#isKnownCode(word) ? word : 'another';
    this.#groups.push({ ...group, failures: failures.map((one) => ({ ...one, seen: toKnown(one.seen) })) });
  }

  /** Checks a group over its own connection, so that its responses can be distinguished from others. */
  async #ask(
    group: CheckGroup,
    version: ApiVersion | undefined,
    work: (asking: Asking, tally: AnswerTally) => Promise<void>,
  ): Promise<void> {
    const tally = new AnswerTally(this.#isKnownCode);
    const tooMany = new AbortController();
    const silence = new Silence(this.#services.clock);
    const signal = AbortSignal.any([this.#signal, tooMany.signal, silence.signal]);
    const notAsked = new Set<string>();
    const onAnswer = (answer: SeenAnswer): void => {
      tally.note(answer);
      silence.end();
      this.#noteAnswered(answer);
      if (tally.count >= (group === 'changes' ? mostTrialAnswers : mostAnswers)) tooMany.abort();
    };
    const store = await this.#services.accounts.openApart(this.#account.id, {
      onAnswer,
      ...(version === undefined ? {} : { apiVersion: version }),
    });
    try {
      const leaveOut = (what: string): void => void notAsked.add(what);
      // The trial has its own time limits, and must delete everything that it has created.
      if (group !== 'changes') silence.begin();
      await work({ service: store.service, signal, ask: toAsk(tally, signal, silence), leaveOut }, tally);
    } catch (error) {
      // Failed requests were recorded; defects of the extension are thrown.
      if (this.#signal.aborted || !(Cancelled.is(error) || BatchError.is(error))) throw error;
    } finally {
      silence.dispose();
      for (const right of store.service.rights.missing) this.#rights.set(right, false);
      store.dispose();
    }
    this.#groups.push({
      group,
      asked: tally.rows,
      notAsked: [...notAsked],
      ...(version === undefined ? {} : { version }),
      ...(tooMany.signal.aborted ? { ended: 'tooMany' } : silence.signal.aborted ? { ended: 'silent' } : {}),
    });
  }

  /** Records the rights that the user's roles grant, if read. Omits rights to read, which the requests show. */
  #noteGranted({ rights }: BatchService, tally: AnswerTally): void {
    if (!tally.rows.some(({ operation, status }) => operation === 'Permissions_List' && status === 200)) return;
    const missing = new Set(rights.missing);
    for (const right of allRights) if (!isOfReading(right)) this.#rights.set(right, !missing.has(right));
  }

  #listRights(): NonNullable<CheckedAccount['rights']> {
    return Object.fromEntries(allRights.map((right) => [right, this.#rights.get(right)]));
  }

  #noteAnswered({ from, header, method, status, url }: SeenAnswer): void {
    if (from !== 'account') return;
    const right = findRight(method, new URL(url).pathname);
    if (right !== undefined && status < 300) this.#rights.set(right, true);
    const time = Date.parse(header('date') ?? '');
    if (!Number.isNaN(time)) this.#clockAheadMs = this.#services.clock.now() - time;
  }
}

/**
 * Aborts a group when no response has arrived for a while, so that the report shows an account that accepts requests
 * but never answers.
 */
class Silence {
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  #timer: ScheduledCall | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  begin(): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.schedule(patienceMs, () => this.#controller.abort());
  }

  /** Restarts the time limit after a response. */
  end(): void {
    if (this.#timer !== undefined) this.begin();
  }

  dispose(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

/** Records the error of a request, unless its responses already show it. */
function toAsk(tally: AnswerTally, signal: AbortSignal, silence: Silence): Asking['ask'] {
  return async (operation, question) => {
    if (signal.aborted) throw new Cancelled();
    const before = tally.count;
    try {
      const answer = await question();
      const damaged: unknown = Array.isArray(answer) ? Reflect.get(answer, 'damaged') : undefined;
      if (Array.isArray(damaged) && damaged.length > 0)
        tally.noteDifference(operation, `${damaged.length} of the items could not be read completely`);
      return answer;
    } catch (error) {
      if (silence.signal.aborted) tally.noteSilence(operation);
      if (!BatchError.is(error)) throw error;
      if (tally.count === before || error.status === undefined || error.code === 'MalformedResponse')
        tally.noteFailure(operation, error.code);
      return undefined;
    }
  };
}
