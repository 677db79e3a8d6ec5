import type { ExamplesOf } from '../../engine/examples.ts';
import type { databaseRules } from './database.ts';

export const databaseExamples: ExamplesOf<typeof databaseRules> = {
  'psql-script-failed': { examples: ['psql:load.sql:3: ERROR:  relation "trades" does not exist'] },
  'dbt-model-refused': { examples: ['Database Error in model daily_orders (models/marts/daily_orders.sql)'] },
  'dbt-model-not-compiled': { examples: ['Compilation Error in model orders (models/orders.sql)'] },
  'dbt-model-not-created': {
    examples: [' 7 of 12 ERROR creating sql table model prod.daily_orders ............ [ERROR in 1.20s]'],
  },
  'database-login-refused': {
    examples: [
      'psql: error: connection to server at "127.0.0.1", port 5499 failed: FATAL:  role "ingest" does not exist',
      'NOAUTH Authentication required.',
      "sqlalchemy.exc.InterfaceError: (pyodbc.InterfaceError) ('28000', '[28000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Fehler bei der Anmeldung. (18456)",
      'ERROR 1045 (28000): Zugriff verweigert',
      "Caused by: java.sql.SQLException: Access denied for user 'batch'@'10.0.0.4' (using password: YES)",
      'psql: error: connection to server at "db.contoso.local" (10.1.0.7), port 5432 failed: FATAL:  password authentication failed for user "etl"',
    ],
  },
  'database-host-unknown': {
    examples: [
      "ERROR 2005 (HY000): Unknown server host 'db.invalid' (-2)",
      'psql: error: could not translate host name "db.contoso.invalid" to address: Name or service not known',
    ],
  },
  'database-unreachable': {
    examples: [
      "ERROR 2003 (HY000): Can't connect to MySQL server on 'db.contoso.local:3306' (111)",
      'ERROR 2013 (HY000): Lost connection to MySQL server during query',
      'ORA-12541: Cannot connect. No listener at host db.contoso.local port 1521.',
    ],
  },
  'postgres-unreachable': {
    examples: [
      'psql: error: connection to server at "db.contoso.local" (10.1.0.7), port 5432 failed: timeout expired',
      'psql: could not connect to server: Connection timed out',
    ],
  },
  'database-socket-missing': {
    examples: [
      'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory',
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/run/mysqld/mysqld.sock' (2)",
    ],
  },
  'database-deadlock': { examples: ['deadlock detected'] },
  'database-connections-used-up': {
    examples: [
      'psql: error: FATAL:  sorry, too many clients already',
      'FATAL:  remaining connection slots are reserved for non-replication superuser connections',
    ],
  },
  'database-unknown': {
    examples: [
      'psql: error: connection to server at "db.contoso.local" (10.1.0.7), port 5432 failed: FATAL:  database "trades" does not exist',
      "ERROR 1049 (42000): Unknown database 'trades'",
    ],
  },
  'database-statement-refused': {
    examples: [
      "ERROR 1064 (42000) at line 3: You have an error in your SQL syntax; check the manual for the right syntax to use near 'FORM runs'",
      'Runtime error near line 3: UNIQUE constraint failed: t.a (19)',
      '{"error":"duplicate key value violates unique constraint \\"pk_orders\\"","level":"error","msg":"import failed","time":"2026-11-20T10:56:05Z"}',
    ],
  },
};
