import type { OperationParameter, OperationResponse, OperationSpec, WebResourceLike } from '@azure/ms-rest-js';
import type { AnswerKind } from '../http/answerLimits.ts';

/** A specification that still knows what its operation answers with. */
interface RawSpec extends OperationSpec {
  readonly answers: AnswerKind;
}

const cache = new WeakMap<OperationSpec, RawSpec>();

/**
 * A specification of the client library's without its mappers of bodies: JSON is passed through as it is. The mappers
 * were made for one version of the interface, drop properties that they do not know, and cost five times the transfer
 * of a list. URLs, query parameters, headers, expected statuses and errors stay the library's.
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

/** What the answer to `request` is, which was made by a raw specification. */
export function findAnswerKind({ operationSpec }: Pick<WebResourceLike, 'operationSpec'>): AnswerKind {
  return (operationSpec as RawSpec | undefined)?.answers ?? 'object';
}

function isListing({ httpMethod, responses }: OperationSpec): boolean {
  const answer = responses['200']?.bodyMapper?.type;
  return httpMethod === 'GET' && answer?.name === 'Composite' && Object.hasOwn(answer.modelProperties ?? {}, 'value');
}

/** The mapper of a stream stays: it is how the library knows that a body is a file. */
function toRaw(response: OperationResponse): OperationResponse {
  return response.bodyMapper?.type.name === 'Stream' ? response : {};
}

/** A body that is one argument goes out as it is. One that is put together from several keeps its mapper. */
function toRawBody(body: OperationParameter): OperationParameter {
  if (typeof body.parameterPath !== 'string') return body;
  const { required, serializedName } = body.mapper;
  return {
    ...body,
    mapper: { type: { name: 'Object' }, ...(required && { required }), ...(serializedName && { serializedName }) },
  };
}
