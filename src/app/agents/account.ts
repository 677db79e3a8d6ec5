import { type Account, toShownName } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toCommandId } from '../commandId.ts';
import { Refusal } from './answer.ts';
import { withPatience } from './patientUi.ts';
import type { AgentServices, ToolCall } from './services.ts';

/** Finds the account that a call names, or the only account if it names none. Throws `Refusal`. */
export function findNamedAccount(
  { accounts, toActionName, linkScheme }: AgentServices,
  named: string | undefined,
): Account {
  const all = accounts.all.filter(({ agents }) => agents !== 'never');
  const known = all.map(toShownName);
  if (accounts.all.length === 0 && linkScheme === undefined)
    throw new Refusal(
      'This server was started without a Batch account. Ask the user to start it with AZURE_BATCH_ENDPOINT or --account-url, as azure-batch-why mcp --help describes. Without an account, azurebatch_explain explains a path or a text, and azurebatch_check_definition works.',
    );
  if (accounts.all.length === 0) {
    const [signIn, sample] = [
      toActionName(toCommandId('account.signIn')),
      toActionName(toCommandId('account.openSample')),
    ];
    throw new Refusal(
      `No Batch account is known here. Ask the user to run "Azure Batch: ${signIn}" or, to try it out, "Azure Batch: ${sample}", and then call again.`,
    );
  }
  if (named === undefined) {
    const [only, ...others] = accounts.all.length === 1 ? accounts.all : all;
    if (only !== undefined && others.length === 0) return only;
    throw new Refusal('Several Batch accounts are known. Call again with account set to one of these names.', known);
  }
  const wanted = named.trim().toLowerCase();
  const found = accounts.all.filter(({ id, name, label, endpoint, resourceId }) =>
    [id, name, label, endpoint, resourceId].some((one) => one?.toLowerCase() === wanted),
  );
  const [one, another] = found;
  if (another !== undefined)
    throw new Refusal(
      'Several Batch accounts have this name. Call again with account set to one of these hosts.',
      found.map(({ id }) => id),
    );
  if (one !== undefined) return one;
  throw new Refusal(
    'No Batch account with this name is known here. Call again with account set to one of these names.',
    known,
  );
}

/**
 * Opens an account for a call, if the user lets agents read it and the account's request limit allows it. Throws
 * `Refusal`, and the errors of opening the account.
 */
export async function openForAgent(call: ToolCall, account: Account): Promise<AccountStore> {
  const { services, consents, limit, signal } = call;
  call.note({ account: toShownName(account) });
  await consents.ensure(account, withPatience(services, signal));
  // A retry waits for the user, and reads little.
  if (call.isReadOnly) call.note({ ends: await limit.takeTurn(account.id, signal) });
  call.note({ ends: limit.begin(account.id) });
  try {
    return await untilAborted(services.accounts.getStore(account.id), signal);
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    throw new Refusal('The account is closed here. Ask the user to open it, and then call again. Reason:', [
      error.message,
    ]);
  }
}
