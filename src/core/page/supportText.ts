import * as l10n from '@vscode/l10n';
import { findLargest, findSmallest } from '../extremes.ts';
import type { Account } from '../model/account.ts';
import type { Resource } from '../model/resource.ts';
import { isObject } from '../model/shape.ts';
import { plural } from '../text/plural.ts';
import { redactText } from '../text/redact.ts';
import { asCount } from '../words/numbers.ts';

interface SupportRequest {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Status and code, or that there was no response. */
  readonly outcome: string;
  readonly requestId?: string | undefined;
  readonly clientRequestId?: string | undefined;
}

/** An item that the support request is about. */
export interface SupportThing {
  readonly resource: Resource;
  /** The service's data; absent if it could not be read. */
  readonly properties?: object | undefined;
}

export interface SupportEvidence {
  readonly account: Account;
  readonly apiVersion: string;
  readonly region?: string | undefined;
  /** Resource Manager ID: `/subscriptions/…`; absent if unknown. */
  readonly resourceId?: string | undefined;
  readonly cause?: { readonly title: string; readonly firstSeen: string; readonly lastSeen: string } | undefined;
  readonly things: readonly SupportThing[];
  readonly others: number;
  readonly requests: readonly SupportRequest[];
  readonly now: Date;
}

/** Names of states, codes, and numbers that show what happened. Messages may contain anything and are omitted. */
const includedNames: ReadonlySet<string> = new Set(
  (
    'state previousState allocationState schedulingState terminateReason result exitCode category code retryCount ' +
    'requeueCount vmSize nodeId poolId currentDedicatedNodes targetDedicatedNodes currentLowPriorityNodes ' +
    'targetLowPriorityNodes nodeAgentSKUId version'
  ).split(' '),
);
const timeName = /^(?:startTime|endTime|lastRetryTime|lastRequeueTime|timestamp|\w*[tT]ransitionTime)$/;
const maxDepth = 4;
const maxFacts = 40;
/** Maximum length of a value that is included; IDs in Batch are shorter. */
const maxLength = 200;

/** Renders the data that a support request asks for first, as plain text without secrets. */
export function renderSupportText(evidence: SupportEvidence): string {
  const { account, things, cause, others, requests, now } = evidence;
  const facts = things.map(({ properties }) => collectFacts(properties));
  const times = [
    ...(cause === undefined ? [] : [cause.firstSeen, cause.lastSeen]),
    ...facts.flatMap((ofThing) => ofThing.filter(({ isTime }) => isTime).map(({ value }) => value)),
  ];
  const parts = [
    [
      l10n.t('Azure Batch account: {name} ({endpoint})', { name: account.name, endpoint: account.endpoint }),
      l10n.t('Region: {region}', { region: evidence.region ?? findRegion(account.endpoint) ?? l10n.t('unknown') }),
      l10n.t('Resource ID: {id}', { id: evidence.resourceId ?? l10n.t('unknown') }),
      l10n.t('API version: {version}', { version: evidence.apiVersion }),
      l10n.t('Window (UTC): {window}', { window: describeWindow(times) }),
      l10n.t('Copied at: {time}', { time: now.toISOString() }),
    ],
    cause === undefined ? [] : [l10n.t('Cause: {title}', { title: cause.title })],
    ...things.map(({ resource, properties }, index) => [
      describeIds(resource),
      ...(properties === undefined && resource.kind !== 'account'
        ? [`  ${l10n.t('not found or not accessible')}`]
        : []),
      ...(facts[index] ?? []).map(({ path, value }) => `  ${path} = ${value}`),
    ]),
    others === 0
      ? []
      : [
          plural(others, {
            one: l10n.t('{count} more is affected.', asCount(others)),
            other: l10n.t('{count} more are affected.', asCount(others)),
          }),
        ],
    [l10n.t('Last requests:'), ...(requests.length === 0 ? [`  ${l10n.t('none')}`] : requests.map(describeRequest))],
  ];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return `${redactText(text)}\n`;
}

function describeIds(resource: Resource): string {
  const { accountId: _, kind, ...ids } = resource;
  const names = Object.entries(ids).map(([name, id]) => `${name} = ${id}`);
  return [kind, ...names].join(', ');
}

function describeRequest({ at, method, path, outcome, requestId, clientRequestId }: SupportRequest): string {
  const ids = [
    ...(requestId === undefined ? [] : [`request-id ${requestId}`]),
    ...(clientRequestId === undefined ? [] : [`client-request-id ${clientRequestId}`]),
  ];
  return `  ${[`${at} ${method} ${path} ${outcome}`, ...ids].join(' · ')}`;
}

function describeWindow(times: readonly string[]): string {
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  if (known.length === 0) return l10n.t('unknown');
  const [from, to] = [findSmallest(known), findLargest(known)].map((time) => new Date(time).toISOString());
  return from === to ? (from ?? '') : `${from} – ${to}`;
}

/** Reads the region from an endpoint such as `https://contoso.westeurope.batch.azure.com`. */
function findRegion(endpoint: string): string | undefined {
  return /^https:\/\/[\w-]{1,64}\.([\w-]{1,64})\.batch\./i.exec(endpoint)?.[1];
}

interface SupportFact {
  readonly path: string;
  readonly value: string;
  readonly isTime: boolean;
}

function collectFacts(properties: object | undefined): readonly SupportFact[] {
  return properties === undefined ? [] : [...walk(properties, '', 0)].slice(0, maxFacts);
}

function* walk(value: unknown, path: string, depth: number): Generator<SupportFact> {
  if (depth > maxDepth) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, `${path}[${index}]`, depth + 1);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const own = path === '' ? name : `${path}.${name}`;
    const isTime = timeName.test(name);
    if (!isTime && !includedNames.has(name)) yield* walk(part, own, depth + 1);
    else if (typeof part === 'string' || typeof part === 'number')
      yield { path: own, value: toSupportLine(String(part)), isTime };
  }
}

/** Puts untrusted text on one line. */
function toSupportLine(text: string): string {
  return text.slice(0, maxLength).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}
