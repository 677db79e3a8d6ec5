import * as l10n from '@vscode/l10n';
import type { FailureCategory } from '../../../explanation/category.ts';
import { addSubject, type Finding, type Rules } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { categoryOfMessage } from '../../lexicon/lexicon.ts';

/** Matches what servers say that accept only encrypted connections. */
const unencrypted = /\bSSL off\b|\bno encryption\b|\binsecure transport\b/i;

/** Rules for PostgreSQL, MySQL, SQL Server, and Oracle, as reported by their clients and servers. */
export const databaseRules = {
  'psql-script-failed': { on: [': ERROR:  ', ': FATAL:  '], read: readPsql },
  // The reason is below, unless the log has only this line.
  'dbt-model-refused': {
    like: ['Database Error in model {what} (', 'Database Error in snapshot {what} ('],
    category: 'bad-input',
    weight: 'error',
  },
  'dbt-model-not-compiled': {
    like: ['Compilation Error in model {what} (', 'Runtime Error in model {what} ('],
    category: 'exception-in-user-code',
    weight: 'error',
    narrow: 'failed',
  },
  'dbt-model-not-created': { like: 'ERROR creating {} model ', category: 'other', weight: 'echo', narrow: 'other' },
  'database-login-refused': {
    like: [
      'password authentication failed for user',
      'no pg_hba.conf entry for',
      'pg_hba.conf rejects connection for',
      'using insecure transport are prohibited',
      'permission denied for table',
      'permission denied for schema',
      'Access denied for user ',
      'Login failed for user ',
      'FATAL:  role "{what}" does not exist',
      '(18456)',
      'ERROR 1045 (28000)',
      'ORA-01017',
      'NOAUTH Authentication required',
      'MongoServerError: Authentication failed',
    ],
    category: 'permission',
    narrow: 'unmistakable',
    says: addSubject(() => l10n.t('The database denied access to the user')),
    fix: (text) => [
      ...(unencrypted.test(text)
        ? [
            l10n.t(
              'Have the program connect to the database with TLS (sslmode=require for PostgreSQL): the server accepts no unencrypted connection from there.',
            ),
          ]
        : []),
      l10n.t(
        "Check the user and password in the task's environment, and that the database accepts connections from the nodes.",
      ),
    ],
  },
  'database-host-unknown': {
    like: ['could not translate host name', 'Unknown MySQL server host', 'Unknown server host'],
    category: 'network-dns',
  },
  'database-unreachable': {
    like: [
      "Can't connect to MySQL server",
      "Can't connect to server on '",
      'Lost connection to MySQL server',
      'ORA-12541',
    ],
    category: 'network',
  },
  'postgres-unreachable': {
    like: ['could not connect to server', 'connection to server at {what} failed'],
    category: 'network',
    narrow: 'stated',
  },
  // The server creates the socket when it starts.
  'database-socket-missing': {
    like: ['connection to server on socket {what} failed', "MySQL server through socket '{what}'"],
    category: 'network',
  },
  'database-deadlock': {
    like: ['deadlock detected', 'Deadlock found when trying', 'Lock wait timeout exceeded'],
    category: 'lock-contention',
  },
  'database-connections-used-up': {
    like: ['sorry, too many clients already', 'remaining connection slots are reserved'],
    category: 'throttled',
  },
  'database-unknown': {
    like: ['FATAL:  database "{what}" does not exist', 'Unknown database '],
    category: 'bad-arguments',
    says: addSubject(() => l10n.t('The database does not exist')),
    fix: () => [l10n.t("Correct the database name in the task's connection settings, or create the database.")],
  },
  'database-statement-refused': {
    like: [
      'ORA-00942',
      'You have an error in your SQL syntax',
      'ERROR 1146 ',
      'ERROR 1054 ',
      'duplicate key value violates',
      'UNIQUE constraint failed',
      'Duplicate entry ',
      'data, right truncation',
    ],
    category: 'bad-input',
  },
} satisfies Rules;

/** Reads a failed statement in a script that psql ran: `psql:load.sql:12: ERROR:  relation "a" does not exist`. */
function readPsql(log: LogText, line: number): Finding | undefined {
  const { file, at, message } =
    /^psql:(?<file>[^\s:]+):(?<at>\d+): (?:ERROR|FATAL): {2}(?<message>.*)$/.exec(log.text(line))?.groups ?? {};
  if (file === undefined || message === undefined) return undefined;
  const category: FailureCategory = categoryOfMessage(message) ?? 'bad-input';
  return { line, category, weight: 'cause', narrow: 'exact', frame: { file, line: Number(at) } };
}
