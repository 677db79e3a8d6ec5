import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { needsSignIn } from '../../core/model/needsSignIn.ts';
import { isObject } from '../../core/model/shape.ts';
import { malformedResponse } from '../azure/errors/toBatchError.ts';
import { requireItems } from '../azure/wire.ts';
import type { Json, ResourceManagerClient } from './resourceManagerClient.ts';

const path = '/providers/Microsoft.ResourceGraph/resources';
const version = '2022-10-01';
/** Maximum number of rows in one response (Azure documentation: "Working with large Azure resource data sets"). */
const pageSize = 1000;
const query =
  "resources | where type =~ 'microsoft.batch/batchaccounts' | project id, name, location, properties | order by id asc";

/** Returns the request to Resource Graph; for the next page, with the last page's token. */
export function toGraphQuestion(skipToken?: unknown): {
  readonly path: string;
  readonly version: string;
  readonly body: Json;
} {
  const options = { resultFormat: 'objectArray', $top: pageSize, ...(skipToken ? { $skipToken: skipToken } : {}) };
  return { path, version, body: { query, options } };
}

/**
 * Lists the Batch accounts of a tenant with one query to Resource Graph per thousand accounts. Returns undefined if the
 * user may not use Resource Graph or cannot reach it, so that each subscription has to be searched instead.
 */
export async function listByGraph(
  client: ResourceManagerClient,
  signal: AbortSignal,
): Promise<readonly Json[] | undefined> {
  try {
    return await queryAll(client, signal);
  } catch (error) {
    if (Cancelled.is(error) || !BatchError.is(error) || needsSignIn(error)) throw error;
    return undefined;
  }
}

async function queryAll(client: ResourceManagerClient, signal: AbortSignal): Promise<readonly Json[]> {
  const seen = new Set<unknown>();
  const accounts: Json[] = [];
  let skipToken: unknown;
  do {
    const question = toGraphQuestion(skipToken);
    const page: Json = await client.post(question.path, question.version, question.body, signal);
    const asked = { method: 'POST', url: question.path };
    for (const each of requireItems(page['data'], asked).filter(isObject)) accounts.push(each);
    skipToken = page['$skipToken'];
    if (skipToken !== undefined && seen.has(skipToken)) throw malformedResponse(page, { asked }); // A repeated token would make the loop endless.
    seen.add(skipToken);
  } while (typeof skipToken === 'string' && skipToken !== '');
  return accounts;
}
