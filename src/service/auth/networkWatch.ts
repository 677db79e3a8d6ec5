import type { TokenCredentialOptions } from '@azure/identity';
import type { BatchError } from '../../core/model/batchError.ts';
import { toNetworkError } from '../azure/errors/networkError.ts';
import { toProxyRefusal } from '../azure/errors/serviceError.ts';

/** Records the network failure of an identity's last request, which its library reports only in words of its own. */
export class NetworkWatch {
  #failure: BatchError | undefined;

  /** Undefined where the last answer came. */
  get failure(): BatchError | undefined {
    return this.#failure;
  }

  readonly policies: NonNullable<TokenCredentialOptions['additionalPolicies']> = [
    {
      position: 'perRetry',
      policy: {
        name: 'networkWatch',
        sendRequest: async (request, next) => {
          try {
            const answer = await next(request);
            this.#failure = answer.status === 407 ? toProxyRefusal() : undefined;
            return answer;
          } catch (error) {
            this.#failure = toNetworkError(error, 'GET', new URL(request.url).host);
            throw error;
          }
        },
      },
    },
  ];
}
