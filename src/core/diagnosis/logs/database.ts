import type { Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';

/** PostgreSQL, MySQL, SQL Server and Oracle, in the words of their clients and servers. */
export const databaseReaders: readonly Reader[] = lineRules([
  {
    like: [
      'password authentication failed for user',
      'no pg_hba.conf entry for',
      'permission denied for table',
      'permission denied for schema',
      'Access denied for user ',
      'Login failed for user ',
      'ORA-01017',
    ],
    category: 'permission',
    narrow: 'unmistakable',
  },
  { like: ['could not translate host name', 'Unknown MySQL server host'], category: 'network-dns' },
  { like: ["Can't connect to MySQL server", 'Lost connection to MySQL server', 'ORA-12541'], category: 'network' },
  {
    like: ['deadlock detected', 'Deadlock found when trying', 'Lock wait timeout exceeded'],
    category: 'lock-contention',
  },
  { like: ['sorry, too many clients already', 'remaining connection slots are reserved'], category: 'throttled' },
  { like: ['FATAL:  database "{what}" does not exist', 'Unknown database '], category: 'bad-arguments' },
  { like: 'canceling statement due to statement timeout', category: 'timeout' },
]);
