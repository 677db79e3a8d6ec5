import type { ArmReply } from './message.ts';

/** Default and maximum number of rows in a response (Resource Graph: "Work with large data"). */
const maxRows = 1000;

type Row = Readonly<Record<string, unknown>>;

/** Answers a query to Resource Graph over `resources`. Supports `where type =~`, `project` and `order by`. */
export function graphReply(body: string, resources: readonly Row[]): ArmReply {
  const asked = parseGraphQuery(body);
  if (asked === undefined) return refusal('The request has no query.');
  let rows = resources;
  const [table = '', ...steps] = asked.query.split('|').map((step) => step.trim());
  if (table.toLowerCase() !== 'resources') return refusal(`Table ${table} is not known here.`);
  for (const step of steps) {
    const next = apply(step, rows);
    if (next === undefined) return refusal(`The step “${step}” is not known here.`);
    rows = next;
  }
  const page = rows.slice(asked.skip, asked.skip + asked.top);
  const end = asked.skip + page.length;
  return {
    status: 200,
    body: {
      totalRecords: rows.length,
      count: page.length,
      data: page,
      facets: [],
      resultTruncated: 'false',
      ...(end < rows.length ? { $skipToken: Buffer.from(String(end)).toString('base64') } : {}),
    },
  };
}

function parseGraphQuery(body: string): { query: string; top: number; skip: number } | undefined {
  try {
    const { query, options = {} } = JSON.parse(body) as { query?: unknown; options?: Row };
    if (typeof query !== 'string') return undefined;
    const top = Number(options['$top'] ?? maxRows);
    const token = options['$skipToken'];
    const skip = typeof token === 'string' ? Number(Buffer.from(token, 'base64').toString('utf8')) : 0;
    return { query, top: Math.min(top, maxRows), skip };
  } catch {
    return undefined;
  }
}

function apply(step: string, rows: readonly Row[]): readonly Row[] | undefined {
  const wanted = /^where type =~ '([^']*)'$/i.exec(step)?.[1]?.toLowerCase();
  if (wanted !== undefined) return rows.filter(({ type }) => String(type).toLowerCase() === wanted);
  const names = /^project ([\w, ]+)$/i.exec(step)?.[1]?.split(',');
  if (names !== undefined) {
    const kept = names.map((name) => name.trim());
    return rows.map((row) => Object.fromEntries(kept.map((name) => [name, row[name] ?? null])));
  }
  const by = /^order by (\w+) asc$/i.exec(step)?.[1];
  if (by === undefined) return undefined;
  const toText = (row: Row): string => String(row[by]).toLowerCase();
  return [...rows].sort((one, other) => (toText(one) < toText(other) ? -1 : 1));
}

function refusal(message: string): ArmReply {
  return {
    status: 400,
    body: {
      error: {
        code: 'BadRequest',
        message: 'Please provide valid query.',
        details: [{ code: 'InvalidQuery', message }],
      },
    },
  };
}
