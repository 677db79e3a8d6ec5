import type { OperationParameter, OperationResponse, OperationSpec, WebResourceLike } from '@azure/ms-rest-js';
import type { AnswerKind } from '../http/answerLimits.ts';

/** A specification that records what kind of response its operation has. */
interface RawSpec extends OperationSpec {
  readonly answers: AnswerKind;
}

const cache = new WeakMap<OperationSpec, RawSpec>();

/**
 * Returns a specification of the client library without its mappers of bodies, so that JSON passes through unchanged.
 * The mappers were made for one API version, drop unknown properties, and take five times as long as the transfer of a
 * list. URLs, query parameters, headers, expected statuses, and errors stay the library's.
 */
export function toRawSpec(spec: OperationSpec): RawSpec {
  const known = cache.get(spec);
  if (known !== undefined) return known;
  const raw: RawSpec = {
    ...spec,
    answers: isListing(spec) ? 'page' : 'object',
    responses: Object.fromEntries(
      Object.entries(spec.responses).map(([status, response]) => [status, toRaw(response)]),
    ),
    ...(spec.requestBody === undefined ? {} : { requestBody: toRawBody(spec.requestBody) }),
  };
  cache.set(spec, raw);
  return raw;
}

/** Returns the kind of response to `request`, which was made by a raw specification. */
export function findAnswerKind({ operationSpec }: Pick<WebResourceLike, 'operationSpec'>): AnswerKind {
  return (operationSpec as RawSpec | undefined)?.answers ?? 'object';
}

function isListing({ httpMethod, responses }: OperationSpec): boolean {
  const answer = responses['200']?.bodyMapper?.type;
  return httpMethod === 'GET' && answer?.name === 'Composite' && Object.hasOwn(answer.modelProperties ?? {}, 'value');
}

/** The mapper of a stream stays: the library recognizes the body of a file by it. */
function toRaw(response: OperationResponse): OperationResponse {
  return response.bodyMapper?.type.name === 'Stream' ? response : {};
}

/** A body that is one argument is sent unchanged. A body that is assembled from several keeps its mapper. */
function toRawBody(body: OperationParameter): OperationParameter {
  if (typeof body.parameterPath !== 'string') return body;
  const { required, serializedName } = body.mapper;
  return {
    ...body,
    mapper: { type: { name: 'Object' }, ...(required && { required }), ...(serializedName && { serializedName }) },
  };
}
