import type { HostReach } from '../../core/answers/hostReach.ts';
import {
  type AskedOperation,
  type CheckedAccount,
  type CheckedGroup,
  type CheckGroup,
  patienceMs,
  type TriedFailure,
} from './checkedAccount.ts';

/*
 * The report is for the extension's maintainers and is attached to issues, like the diagnostic information. It is in
 * English, and contains names of operations and properties, counts, and durations.
 */

const titles: Readonly<Record<CheckGroup, string>> = {
  account: 'Batch',
  resourceManager: 'Resource Manager',
  metrics: 'Metrics',
  logs: 'Logs',
  storage: 'Storage',
  changes: 'Changes',
};

/**
 * Renders the result of checking an account as Markdown. `program` describes the program that checked it, one fact per
 * line.
 */
export function renderCheck(checked: CheckedAccount, program: readonly string[]): string {
  const { authentication, clockAheadMs, groups, reach, rights } = checked;
  const facts = [
    ...program,
    `Sign-in method: ${authentication}`,
    ...(reach === undefined ? [] : describeReach(reach)),
    ...(clockAheadMs === undefined ? [] : [`This computer's clock: ${describeClock(clockAheadMs)}`]),
  ];
  const lines = [
    '# Azure Batch account check',
    '',
    'The responses of the service, compared with what the product knows about them. This report contains no names, IDs,',
    'addresses, times, or other values from the account.',
    '',
    ...facts.map((fact) => `- ${fact}`),
    ...groups.flatMap(describeGroup),
    ...(rights === undefined ? [] : describeRights(rights)),
  ];
  return `${lines.join('\n')}\n`;
}

function describeReach({ addresses, proxies, tls, whyUnresolved }: HostReach): readonly string[] {
  const kinds = new Set(addresses.map(({ family, isPrivate }) => `${family}, ${isPrivate ? 'private' : 'public'}`));
  const certificate = tls?.why === undefined ? 'trusted' : `not trusted (${tls.why})`;
  return [
    whyUnresolved === undefined
      ? `DNS: ${addresses.length} ${addresses.length === 1 ? 'address' : 'addresses'} (${[...kinds].join('; ')})`
      : `DNS: not found (${whyUnresolved})`,
    tls === undefined
      ? 'TLS: none, plain HTTP'
      : tls.protocol === undefined
        ? `TLS: no direct connection (${tls.why})`
        : `TLS: ${tls.protocol}, certificate ${certificate}`,
    `Proxy in the environment: ${proxies.length === 0 ? 'none' : proxies.join(', ')}`,
  ];
}

/** Describes the clock difference in whole seconds, the precision of the service's times. */
function describeClock(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (seconds <= 2) return 'accurate to 2 s';
  return `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the service`;
}

function describeGroup({ group, version, ended, asked, failures, notAsked }: CheckedGroup): readonly string[] {
  const title = `## ${titles[group]}${version === undefined ? '' : ` ${version}`}`;
  if (ended === 'skipped') return ['', title, '', 'Not checked: the user skipped it.'];
  if (ended === 'byKey')
    return ['', title, '', 'Not checked: the account is opened with its key, which works only for Batch.'];
  const differing = asked.flatMap(({ operation, differences = [] }) =>
    differences.map((one) => `${operation}: ${one}`),
  );
  return [
    '',
    title,
    '',
    ...(asked.length === 0 ? ['No requests were sent.'] : toTable(asked)),
    ...(differing.length === 0 ? [] : ['', 'Differences:', '', ...differing.map((one) => `- ${one}`)]),
    ...(failures === undefined ? [] : describeFailures(failures)),
    ...(notAsked.length === 0 ? [] : ['', `Not seen: ${notAsked.join(', ')}.`]),
    ...(ended === 'tooMany' ? ['', 'Ended early: too many requests.'] : []),
    ...(ended === 'silent' ? ['', `Ended early: no response within ${patienceMs / 1000} s.`] : []),
  ];
}

function describeFailures(failures: readonly TriedFailure[]): readonly string[] {
  const rows = failures.map(
    ({ name, expected, seen }) => `| ${name} | ${expected ?? 'not documented'} | ${seen ?? 'unknown'} |`,
  );
  return ['', '| type of failure | documented | seen |', '|---|---|---|', ...rows];
}

function toTable(asked: readonly AskedOperation[]): readonly string[] {
  const rows = asked.map(({ operation, status, code, count, longestMs, differences }) => {
    const shown = code === 'another' ? '(an unknown code)' : code;
    const answer = [status ?? 'none', ...(shown === undefined ? [] : [shown])].join(' ');
    const compared =
      differences === undefined
        ? 'not compared'
        : differences.length === 0
          ? 'as expected'
          : `${differences.length} different`;
    return `| ${operation} | ${answer} | ${count} | ${Math.round(longestMs)} | ${compared} |`;
  });
  return ['| operation | response | count | longest (ms) | shape |', '|---|---|---|---|---|', ...rows];
}

function describeRights(rights: NonNullable<CheckedAccount['rights']>): readonly string[] {
  const words = (isGranted: boolean | undefined): string =>
    isGranted === undefined ? 'unknown' : isGranted ? 'granted' : 'missing';
  const rows = Object.entries(rights).map(([right, isGranted]) => `| ${right} | ${words(isGranted)} |`);
  return ['', '## Rights', '', '| right | status |', '|---|---|', ...rows];
}
