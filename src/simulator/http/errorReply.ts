import type { World } from '../state/world.ts';
import { toMetadata } from './call.ts';
import type { Reply } from './reply.ts';
import type { ServiceError } from './serviceError.ts';

/** What goes out for an error: the body with request id and time in its message, as recorded. */
export function errorReply(world: World, error: ServiceError, requestId: string): Reply {
  const value = `${error.message}\nRequestId:${requestId}\nTime:${world.time()}`;
  return {
    status: error.status,
    headers: { ...error.headers },
    body: {
      'odata.metadata': toMetadata(world, 'Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element'),
      code: error.code,
      message: { lang: 'en-US', value },
      ...(error.values.length > 0 ? { values: error.values } : {}),
    },
  };
}
