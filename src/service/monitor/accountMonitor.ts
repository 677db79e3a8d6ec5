import { abortAfter, type Clock, toTime } from '../../core/clock.ts';
import { Emitter } from '../../core/event.ts';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { AzureHealth } from '../../core/model/health.ts';
import type {
  AccountChange,
  AccountMetrics,
  EventSubject,
  MonitorAnswer,
  NotRecorded,
  OutboundEndpoint,
  RecordedThing,
  ServiceEvents,
} from '../../core/model/monitor.ts';
import type { SubnetNetwork } from '../../core/model/network.ts';
import { isOneOf } from '../../core/model/words.ts';
import { dayMs, minuteMs } from '../../core/words/durations.ts';
import type { CallOptions, MonitorPort } from '../ports.ts';
import type { AccountRecord } from '../resourceManager/accountRecord.ts';
import type { LazyClient } from '../resourceManager/lazyClient.ts';
import { readNetwork } from '../resourceManager/network.ts';
import type { ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';
import { readChanges, readEndpoints } from './accountRecords.ts';
import { mostEvents, mostThings, toEventQuery, toThingQuery } from './eventQuery.ts';
import { readHealth } from './health.ts';
import { readLogSettings } from './logSettings.ts';
import { isUnknownTable, type LogAnswer, queryLogs } from './logsDoor.ts';
import { readMetrics } from './metrics.ts';
import { toNotRecorded } from './notRecorded.ts';
import { readEvent } from './readEvents.ts';
import { toThings } from './recordedThings.ts';

/** Time for which responses are reused: the last three minutes of metrics are unreliable, and logs arrive late. */
const keptMs = 3 * minuteMs;
/** Time for which settings and endpoints are reused: settings change on request, and endpoints hardly ever. */
const longKeptMs = 15 * minuteMs;
/** Time for which failures are reused: short, because users retry soon after getting a role or going online. */
const failureKeptMs = 30_000;
/** Maximum time that a page waits for optional information. */
const patienceMs = 20_000;
/** Time span of events. Log Analytics keeps logs this long at no extra cost, and in most workspaces no longer. */
const eventSpanMs = 31 * dayMs;
const thingSpanMs = 7 * dayMs;
const changeSpanMs = 7 * dayMs;
const mostAnswers = 100;

/**
 * Requests something about one account from Azure; undefined if the account is in no subscription that the user can
 * see.
 */
type Ask<T> = (client: ResourceManagerClient, resourceId: string, signal: AbortSignal) => Promise<T | NotRecorded>;

/**
 * Metrics, logs, and settings that Azure keeps about one account outside Batch. Sends nothing before something is
 * requested, and repeats each request only after minutes.
 */
export class AccountMonitor implements MonitorPort {
  readonly #resourceManager: LazyClient | WhyNoRecord;
  readonly #record: AccountRecord;
  readonly #clock: Clock;
  readonly #disposed = new AbortController();
  /** Answers by request, oldest first. */
  readonly #answers = new Map<string, { readonly answer: Promise<MonitorAnswer<unknown>>; untilMs: number }>();

  readonly #networks = new Map<string, MonitorAnswer<SubnetNetwork>>();
  readonly #looked = new Emitter<void>();
  readonly onDidLook = this.#looked.event;

  constructor(resourceManager: LazyClient | WhyNoRecord, record: AccountRecord, clock: Clock) {
    this.#resourceManager = resourceManager;
    this.#record = record;
    this.#clock = clock;
  }

  get isAvailable(): boolean {
    return !('kind' in this.#resourceManager);
  }

  getMetrics(options: CallOptions = {}): Promise<MonitorAnswer<AccountMetrics>> {
    return this.#get('metrics', keptMs, options, (client, id, signal) =>
      readMetrics(client, id, this.#clock.now(), signal),
    );
  }

  listEvents(subject: EventSubject, options: CallOptions = {}): Promise<MonitorAnswer<ServiceEvents>> {
    const since = new Date(this.#clock.now() - eventSpanMs);
    return this.#get(JSON.stringify(['events', subject]), keptMs, options, async (client, id, signal) => {
      const found = await this.#query(client, id, () => toEventQuery(subject, since), since, signal);
      if ('unknown' in found) return found;
      const { rows, partial, isHidden, hasAuditLog } = found;
      return {
        events: rows.flatMap((row) => readEvent(row) ?? []),
        since: since.toISOString(),
        isCut: rows.length >= mostEvents,
        missing: partial === undefined ? [] : [partial],
        isHidden,
        ...(hasAuditLog === undefined ? {} : { hasAuditLog }),
      };
    });
  }

  findThings(thingId: string, options: CallOptions = {}): Promise<MonitorAnswer<readonly RecordedThing[]>> {
    const since = new Date(this.#clock.now() - thingSpanMs);
    return this.#get(JSON.stringify(['things', thingId.toLowerCase()]), keptMs, options, async (client, id, signal) => {
      const found = await this.#query(client, id, () => toThingQuery(thingId, since), since, signal);
      if ('unknown' in found) return found;
      return toThings(
        thingId,
        found.rows.flatMap((row) => readEvent(row) ?? []),
      ).slice(0, mostThings);
    });
  }

  listChanges(options: CallOptions = {}): Promise<MonitorAnswer<readonly AccountChange[]>> {
    const nowMs = this.#clock.now();
    return this.#get('changes', keptMs, options, (client, id, signal) =>
      readChanges(client, id, nowMs - changeSpanMs, nowMs, signal),
    );
  }

  listEndpoints(options: CallOptions = {}): Promise<MonitorAnswer<readonly OutboundEndpoint[]>> {
    return this.#get('endpoints', longKeptMs, options, readEndpoints);
  }

  getHealth(options: CallOptions = {}): Promise<MonitorAnswer<AzureHealth>> {
    return this.#get('health', keptMs, options, async (client, id, signal) => {
      const answer = await this.#record.get({ signal });
      const location = 'record' in answer ? answer.record['location'] : undefined;
      return readHealth(client, id, { location, nowMs: this.#clock.now() }, signal);
    });
  }

  get knownNetworks(): ReadonlyMap<string, MonitorAnswer<SubnetNetwork>> {
    return this.#networks;
  }

  async getNetwork(subnetId: string, options: CallOptions = {}): Promise<MonitorAnswer<SubnetNetwork>> {
    const id = subnetId.toLowerCase();
    const answer = await this.#get(JSON.stringify(['network', id]), keptMs, options, (client, _id, signal) =>
      readNetwork(client, subnetId, signal),
    );
    if (this.#networks.get(id) !== answer) {
      this.#networks.set(id, answer);
      this.#looked.fire();
    }
    return answer;
  }

  dispose(): void {
    this.#disposed.abort();
    this.#looked.dispose();
  }

  /** Returns rows of the service log, or why there are none, if the diagnostic settings show that. */
  async #query(
    client: ResourceManagerClient,
    resourceId: string,
    toQuery: () => string,
    since: Date,
    signal: AbortSignal,
  ): Promise<(LogAnswer & { readonly hasAuditLog?: boolean }) | NotRecorded> {
    const settings = await this.#readSettings(client, resourceId, signal);
    if (settings?.serviceLog === 'nowhere') return { unknown: 'off' };
    if (settings?.serviceLog === 'elsewhere') return { unknown: 'elsewhere' };
    const hasAuditLog = settings && { hasAuditLog: settings.auditLog === 'workspace' };
    const timespan = `${since.toISOString()}/${new Date(this.#clock.now()).toISOString()}`;
    try {
      return { ...(await queryLogs(client, resourceId, { query: toQuery(), timespan }, signal)), ...hasAuditLog };
    } catch (error) {
      // A `RangeError` means that no Batch ID has such characters, so no event can name the item.
      if (!isUnknownTable(error) && !(error instanceof RangeError)) throw error;
      return { rows: [], isHidden: false, ...hasAuditLog };
    }
  }

  /** Returns undefined if the settings may not be read: the logs themselves may still show the reason. */
  async #readSettings(client: ResourceManagerClient, resourceId: string, signal: AbortSignal) {
    const answer = await this.#get('settings', longKeptMs, { signal }, (_client, _id, own) =>
      readLogSettings(client, resourceId, own),
    );
    return 'unknown' in answer ? undefined : answer.value;
  }

  #get<T extends object>(key: string, keepMs: number, { signal }: CallOptions, ask: Ask<T>): Promise<MonitorAnswer<T>> {
    const known = this.#answers.get(key);
    if (known !== undefined && this.#clock.elapsedMs() < known.untilMs)
      return untilAborted(known.answer as Promise<MonitorAnswer<T>>, signal);
    const answer = this.#ask(ask);
    const entry = { answer, untilMs: Number.POSITIVE_INFINITY };
    this.#answers.delete(key);
    this.#answers.set(key, entry);
    answer.then((given) => {
      entry.untilMs = this.#clock.elapsedMs() + ('unknown' in given && isPassing(given) ? failureKeptMs : keepMs);
    });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= mostAnswers) break;
      this.#answers.delete(oldest);
    }
    return untilAborted(answer, signal);
  }

  async #ask<T extends object>(ask: Ask<T>): Promise<MonitorAnswer<T>> {
    if ('kind' in this.#resourceManager) return fromNoRecord(this.#resourceManager);
    try {
      const client = this.#resourceManager.get();
      return await abortAfter(this.#clock, patienceMs, this.#disposed.signal, async (signal) => {
        const place = await this.#record.locate({ signal });
        if (typeof place === 'object') return fromNoRecord(place);
        const value = await ask(client, place, signal);
        return 'unknown' in value ? value : { value, asOf: toTime(this.#clock) };
      });
    } catch (error) {
      return toNotRecorded(error);
    }
  }
}

/** Returns true if another attempt may soon succeed. */
function isPassing({ unknown }: NotRecorded): boolean {
  return !isOneOf(unknown, ['keyOnly', 'otherCloud', 'off', 'elsewhere']);
}

/** Converts the reason that Resource Manager's record of the account is unknown into the reason for missing metrics. */
function fromNoRecord(whyNot: WhyNoRecord): NotRecorded {
  switch (whyNot.kind) {
    case 'key':
      return { unknown: 'keyOnly' };
    case 'otherCloud':
    case 'notFound':
      return { unknown: whyNot.kind };
    case 'late':
      return { unknown: 'notAnswered' };
    case 'failed':
      return { unknown: 'notAnswered', detail: whyNot.why };
  }
}
