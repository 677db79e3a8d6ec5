import type { ExamplesOf } from '../../engine/examples.ts';
import type { databaseRules } from './database.ts';

export const databaseExamples: Partial<ExamplesOf<typeof databaseRules>> = {
  'database-psql': { examples: ['psql:load.sql:3: ERROR:  relation "trades" does not exist'] },
  'database-error-in-model': { examples: ['Database Error in model daily_orders (models/marts/daily_orders.sql)'] },
  'database-compilation-error-in': { examples: ['Compilation Error in model orders (models/orders.sql)'] },
  'database-error-creating-model': {
    examples: [' 7 of 12 ERROR creating sql table model prod.daily_orders ............ [ERROR in 1.20s]'],
  },
  'database-password-authentication-failed': {
    examples: [
      'NOAUTH Authentication required.',
      "Caused by: java.sql.SQLException: Access denied for user 'batch'@'10.0.0.4' (using password: YES)",
      'psql: error: connection to server at "db.contoso.local" (10.1.0.7), port 5432 failed: FATAL:  password authentication failed for user "etl"',
    ],
  },
  'database-could-not-translate': {
    examples: [
      "ERROR 2005 (HY000): Unknown server host 'db.invalid' (-2)",
      'psql: error: could not translate host name "db.contoso.invalid" to address: Name or service not known',
    ],
  },
  'database-deadlock-detected': { examples: ['deadlock detected'] },
  'database-sorry-too-many': {
    examples: [
      'psql: error: FATAL:  sorry, too many clients already',
      'FATAL:  remaining connection slots are reserved for non-replication superuser connections',
    ],
  },
  'database-ora-00942': {
    examples: [
      'Runtime error near line 3: UNIQUE constraint failed: t.a (19)',
      '{"error":"duplicate key value violates unique constraint \\"pk_orders\\"","level":"error","msg":"import failed","time":"2026-11-20T10:56:05Z"}',
    ],
  },
};
