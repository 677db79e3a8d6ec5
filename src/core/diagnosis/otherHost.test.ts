import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from './explainLog.ts';
import { mayPass } from './process/passing.ts';

const pool = "HTTPSConnectionPool(host='prices.example.com', port=443)";
const unreached = /^There was no response|^Check that the firewall/;
const unanswered = /^The server accepted the connection/;

const ofHosts: readonly (readonly [line: string, step: RegExp])[] = [
  [`requests.exceptions.ReadTimeout: ${pool}: Read timed out. (read timeout=30)`, unanswered],
  [`urllib3.exceptions.ReadTimeoutError: ${pool}: Read timed out. (read timeout=10)`, unanswered],
  ['botocore.exceptions.ReadTimeoutError: Read timeout on endpoint URL: "https://b.example.com/k"', unanswered],
  ['java.net.SocketTimeoutException: Read timed out', unanswered],
  ['httpx.ReadTimeout: The read operation timed out', unanswered],
  ['requests.exceptions.HTTPError: 504 Server Error: Gateway Time-out for url: https://a.example.com/x', unanswered],
  ['curl: (28) Operation timed out after 30001 milliseconds with 1234 out of 99999 bytes received', unanswered],
  ['curl: (28) Connection timed out after 30001 milliseconds', unreached],
  ['botocore.exceptions.ConnectTimeoutError: Connect timeout on endpoint URL: "https://b.example.com/k"', unreached],
  ['java.net.SocketTimeoutException: connect timed out', unreached],
  ['Get "https://x.example.com/a": dial tcp 10.0.0.4:443: i/o timeout', unreached],
  ['wget: download timed out', unreached],
  ['Error: connect ETIMEDOUT 10.0.0.4:5432', unreached],
  ['urllib.error.URLError: <urlopen error [Errno 110] Connection timed out>', unreached],
  ['pymongo.errors.ServerSelectionTimeoutError: db.example.com:27017: timed out, Timeout: 30s', unreached],
  ['rpc error: code = DeadlineExceeded desc = context deadline exceeded', unreached],
  ['mount.nfs: Connection timed out', unreached],
];

for (const [line, step] of ofHosts)
  test(`no answer of another host in time is a failure of the network: ${line}`, () => {
    const said = explainLog(line, { exitCode: 1 });
    assert.equal(said?.category, 'network');
    assert.match(said.fixes[0]?.text ?? '', step);
    assert.ok(mayPass(said.category, said.rootCause.text, undefined));
  });

const ofPrograms: readonly string[] = [
  "subprocess.TimeoutExpired: Command '['curl', 'https://prices.example.com']' timed out after 60 seconds",
  "timeout: sending signal TERM to command 'curl'",
  'run.sh: line 3:    88 Killed                  timeout -s KILL 60 curl https://prices.example.com',
  'slurmstepd: error: *** JOB 123 ON n1 CANCELLED AT 2026-11-29T20:00:00 DUE TO TIME LIMIT ***',
  'ERROR: solver exceeded time limit of 3600 s',
  'asyncio.exceptions.TimeoutError',
  'psycopg2.errors.QueryCanceled: canceling statement due to statement timeout',
  '[Rank 3] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=5) ran for 600000 milliseconds',
];

for (const line of ofPrograms)
  test(`a limit of the program's own time stays one: ${line}`, () => {
    assert.equal(explainLog(line, { exitCode: 1 })?.category, 'timeout');
  });

test('a title says what happened, not only where', () => {
  const titled = (line: string) => explainLog(line, { exitCode: 1 })?.title;
  assert.equal(titled(ofHosts[0]?.[0] ?? ''), "A server didn't respond: prices.example.com");
  const refused = `${pool}: Max retries exceeded with url: /v1/spot (Caused by ConnectTimeoutError(<urllib3.connection.HTTPSConnection object at 0x7f2>, 'Connection to prices.example.com timed out. (connect timeout=5)'))`;
  assert.equal(titled(`requests.exceptions.ConnectTimeout: ${refused}`), "A server didn't respond: prices.example.com");
  assert.equal(
    titled(
      "fatal: unable to access 'https://git.example.com/a/b/': Failed to connect to git.example.com port 443 after 131000 ms: Connection timed out",
    ),
    "A server didn't respond: git.example.com",
  );
});

for (const line of [
  'psql: error: connection to server at "db.example.com", port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.0.0.4", user "tides", database "maps", SSL off',
  'ERROR 3159 (HY000): Connections using insecure transport are prohibited while --require_secure_transport=ON.',
  'FATAL:  pg_hba.conf rejects connection for host "10.0.0.4", user "tides", database "maps", no encryption',
])
  test(`a server that refuses unencrypted connections was reached: ${line}`, () => {
    const said = explainLog(line, { exitCode: 1 });
    assert.equal(said?.category, 'permission');
    assert.match(said.fixes[0]?.text ?? '', /with TLS/);
  });

for (const name of ['tides.d02.2024-01-05_06:00:00.grb', 'a.12:30:00.csv', 'run.v2_23:59:59.log'])
  test(`a time in a file's name is not the port of a host: ${name}`, () => {
    assert.notEqual(explainLog(`error opening ${name} for input; wrong day`, { exitCode: 1 })?.category, 'network');
  });
