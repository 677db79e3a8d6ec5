import { findText } from '../state/wire.ts';
import type { Account } from './account.ts';
import { type ArmReply, type ArmRequest, armError } from './message.ts';

/**
 * Answers from the resources of the scenario, if the client's role allows it to read them. Undefined if there is no
 * such resource.
 */
export function azureResourceReply(
  { method, path }: Pick<ArmRequest, 'method'> & { readonly path: string },
  { azureResources, roles, subscriptionId }: Account,
  ownId: string,
  clientId: string | undefined,
): ArmReply | undefined {
  if (method !== 'GET') return undefined;
  const toPath = (given: string): string =>
    given.replace('{account}', ownId).replace('{subscription}', `/subscriptions/${subscriptionId}`).toLowerCase();
  const found = azureResources.find((resource) => toPath(resource.path) === path);
  if (found === undefined) return undefined;
  const action = toReadAction(path);
  if (!roles.allowsAction(clientId, action))
    return armError(
      403,
      'AuthorizationFailed',
      `The client does not have authorization to perform action '${action}'.`,
    );
  const { body = {}, status = 200 } = found;
  return status === 200
    ? { status, body }
    : armError(status, findText(body, 'code') ?? 'Unknown', findText(body, 'message') ?? '');
}

/** Returns the permission to read a resource: its provider and types, without the names between them. */
function toReadAction(path: string): string {
  const [provider = '', ...rest] = path.slice(path.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [provider, ...rest.filter((_, index) => index % 2 === 0), 'read'].join('/');
}
