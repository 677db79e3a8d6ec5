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
 * The report is for those who maintain the product, as the diagnostic information is, and is attached to issues: it is in
 * English, and has names of operations and properties, counts and durations.
 */

const titles: Readonly<Record<CheckGroup, string>> = {
  account: 'Batch',
  resourceManager: 'Resource Manager',
  metrics: 'Metrics',
  logs: 'Logs',
  storage: 'Storage',
  changes: 'Changes',
};

/** What came of checking an account, as Markdown. `program` says which program checked it, a fact a line. */
export function renderCheck(checked: CheckedAccount, program: readonly string[]): string {
  const { authentication, clockAheadMs, groups, reach, rights } = checked;
  const facts = [
    ...program,
    `Signs in by: ${authentication}`,
    ...(reach === undefined ? [] : describeReach(reach)),
    ...(clockAheadMs === undefined ? [] : [`Clock of this computer: ${describeClock(clockAheadMs)}`]),
  ];
  const lines = [
    '# Check of an Azure Batch account',
    '',
    'What the service answered, compared with what the product knows of it. No names, IDs, addresses, times, or other values',
    'of the account are in this report.',
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
        ? `TLS: no connection beside a proxy (${tls.why})`
        : `TLS: ${tls.protocol}, certificate ${certificate}`,
    `Proxy in the environment: ${proxies.length === 0 ? 'none' : proxies.join(', ')}`,
  ];
}

/** The service says the time in whole seconds. */
function describeClock(aheadMs: number): string {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  if (seconds <= 2) return 'right to 2 s';
  return `${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the service`;
}

function describeGroup({ group, version, ended, asked, failures, notAsked }: CheckedGroup): readonly string[] {
  const title = `## ${titles[group]}${version === undefined ? '' : ` ${version}`}`;
  if (ended === 'skipped') return ['', title, '', 'Not asked: the user skipped it.'];
  if (ended === 'byKey')
    return ['', title, '', 'Not asked: the account is opened by its key, which is for Batch alone.'];
  const differing = asked.flatMap(({ operation, differences = [] }) =>
    differences.map((one) => `${operation}: ${one}`),
  );
  return [
    '',
    title,
    '',
    ...(asked.length === 0 ? ['No request was sent.'] : toTable(asked)),
    ...(differing.length === 0 ? [] : ['', 'Differences:', '', ...differing.map((one) => `- ${one}`)]),
    ...(failures === undefined ? [] : describeFailures(failures)),
    ...(notAsked.length === 0 ? [] : ['', `Not seen: ${notAsked.join(', ')}.`]),
    ...(ended === 'tooMany' ? ['', 'Ended early: too many requests.'] : []),
    ...(ended === 'silent' ? ['', `Ended early: no answer within ${patienceMs / 1000} s.`] : []),
  ];
}

function describeFailures(failures: readonly TriedFailure[]): readonly string[] {
  const rows = failures.map(
    ({ name, expected, seen }) => `| ${name} | ${expected ?? 'not documented'} | ${seen ?? 'unknown'} |`,
  );
  return ['', '| way to fail | documented | seen |', '|---|---|---|', ...rows];
}

function toTable(asked: readonly AskedOperation[]): readonly string[] {
  const rows = asked.map(({ operation, status, code, count, longestMs, differences }) => {
    const shown = code === 'another' ? '(a code that is not known)' : code;
    const answer = [status ?? 'none', ...(shown === undefined ? [] : [shown])].join(' ');
    const compared =
      differences === undefined
        ? 'not compared'
        : differences.length === 0
          ? 'as known'
          : `${differences.length} different`;
    return `| ${operation} | ${answer} | ${count} | ${Math.round(longestMs)} | ${compared} |`;
  });
  return ['| operation | answer | times | longest ms | shape |', '|---|---|---|---|---|', ...rows];
}

function describeRights(rights: NonNullable<CheckedAccount['rights']>): readonly string[] {
  const words = (isGranted: boolean | undefined): string =>
    isGranted === undefined ? 'unknown' : isGranted ? 'granted' : 'missing';
  const rows = Object.entries(rights).map(([right, isGranted]) => `| ${right} | ${words(isGranted)} |`);
  return ['', '## Rights', '', '| right | known |', '|---|---|', ...rows];
}
