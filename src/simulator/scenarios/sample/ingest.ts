import type { RunScript } from '../../executors/runScript.ts';
import { inputFile, outputFile, padded, range, storageUrl } from '../bodies.ts';
import { blobAccessDenied, failed, hourMs, neverStarted, programNotFound, secondMs, succeeded } from '../runs.ts';
import type { JobSeed, TaskSeed } from '../scenario.ts';

const days = 90;
const poolNodes = 8;
const expiredDays = range(6, 61);
/** Day whose connection timed out. The network is available again, so that a retry succeeds. */
const timedOutDay = 26;

/** Creates the job `ingest`, measurements by day: network, certificates, permissions, and data fail in turn. */
export function ingestJob(): JobSeed {
  return {
    body: {
      id: 'ingest',
      displayName: 'Weather measurements, daily',
      poolInfo: { poolId: 'cpu-render' },
      constraints: { maxTaskRetryCount: 2 },
    },
    tasks: range(days, 1).map(toIngestTask),
  };
}

function toIngestTask(number: number): TaskSeed {
  const day = toDay(number);
  const outcome = toIngestRun(number, day);
  const retried = outcome.exitCode !== undefined && outcome.exitCode !== 0;
  return {
    body: {
      id: `day-${day}`,
      commandLine: number === 77 ? './ingest --verbose' : `bash run.sh ${day}`,
      resourceFiles: [
        inputFile('run.sh', 'programs/run.sh'),
        inputFile('load.py', 'programs/load.py'),
        inputFile('settings.env', 'programs/settings.env', { expired: expiredDays.includes(number) }),
      ],
      outputFiles: [outputFile('*.log', 'ingest')],
    },
    state: 'completed',
    node: number % poolNodes,
    outcomes: number === timedOutDay ? [outcome, loaded(day)] : [outcome],
    endedAgoMs: 4 * hourMs + number * 70 * secondMs,
    ...(retried && { executionInfo: { retryCount: 2 } }),
  };
}

function toIngestRun(number: number, day: string): RunScript {
  const fetching = toFetching(day);
  const fetched = toFetched(day);
  if (expiredDays.includes(number)) {
    const url = storageUrl('inputs/programs/settings.env', { expired: true });
    return neverStarted(blobAccessDenied(url, 'settings.env'));
  }
  switch (number) {
    case 11:
    case 12:
    case 13:
      return failed(6, 11 * secondMs, {
        stdout: fetching,
        stderr: 'curl: (6) Could not resolve host: measurements.contoso.example\n',
      });
    case 25:
      return failed(60, 2 * secondMs, { stdout: fetching, stderr: expiredCertificateLog });
    case timedOutDay:
      return failed(28, 300 * secondMs, {
        stdout: fetching,
        stderr: `curl: (28) Failed to connect to measurements.contoso.example port 443 after 300512 ms: Connection timed out\n`,
      });
    case 38:
      return failed(127, secondMs, { stdout: fetching, stderr: 'run.sh: line 12: csvstat: command not found\n' });
    case 39:
      return failed(1, 3 * secondMs, {
        stdout: fetched,
        stderr: 'run.sh: line 15: cd: /mnt/warehouse: Permission denied\n',
      });
    case 52:
    case 53:
      return failed(1, 14 * secondMs, { stdout: fetched, stderr: malformedRowLog(day) });
    case 77:
      return neverStarted(programNotFound, secondMs);
    default:
      return loaded(day);
  }
}

function loaded(day: string): RunScript {
  return succeeded(19 * secondMs, { stdout: `${toFetched(day)}loaded 86400 rows\n` });
}

function toFetched(day: string): string {
  return `${toFetching(day)}86400 rows\n`;
}

function toFetching(day: string): string {
  return `Fetching measurements-${day}.csv.gz\n`;
}

/** Returns a day counted from August 1. */
function toDay(number: number): string {
  const monthDays = [31, 30, 31];
  let month = 8;
  let day = number;
  for (const length of monthDays) {
    if (day <= length) break;
    day -= length;
    month++;
  }
  return `2026-${padded(month, 2)}-${padded(day, 2)}`;
}

const expiredCertificateLog = `curl: (60) SSL certificate problem: certificate has expired
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`;

function malformedRowLog(day: string): string {
  const wd = `/mnt/batch/tasks/workitems/ingest/job-1/day-${day}/wd`;
  return `Traceback (most recent call last):
  File "${wd}/load.py", line 18, in read
    yield parse(row)
  File "${wd}/load.py", line 11, in parse
    return at, row["station"], float(row["value"])
ValueError: could not convert string to float: '12,7'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "${wd}/load.py", line 36, in <module>
    main()
  File "${wd}/load.py", line 29, in main
    loaded = sum(1 for _ in read(f"measurements-{args.day}.csv.gz"))
  File "${wd}/load.py", line 29, in <genexpr>
    loaded = sum(1 for _ in read(f"measurements-{args.day}.csv.gz"))
  File "${wd}/load.py", line 20, in read
    raise ValueError(f"{path}, line {number}: {error}") from error
ValueError: measurements-${day}.csv.gz, line 40213: could not convert string to float: '12,7'
`;
}
