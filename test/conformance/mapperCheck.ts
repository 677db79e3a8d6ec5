import { BatchServiceMappers } from '@azure/batch';
import {
  BaseRequestPolicy,
  type HttpOperationResponse,
  type RequestPolicy,
  type RequestPolicyFactory,
  type RequestPolicyOptions,
  type WebResource,
} from '@azure/ms-rest-js';

/** Properties of the official client's mappers that the check reads. */
interface Mapper {
  readonly required?: boolean;
  readonly serializedName?: string;
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly modelProperties?: Readonly<Record<string, Mapper>>;
    readonly element?: Mapper;
    readonly allowedValues?: readonly string[];
  };
}

/** Required by the client's models, but absent on new nodes (recorded). */
const absentOnYoungNodes: ReadonlySet<string> = new Set(['ComputeNode']);

/**
 * Creates a policy that checks every answer with the client's own mappers: no unknown property (except `odata.*`), no
 * missing required property (except under `$select`), and the expected types and enum values.
 */
export function mapperCheck(findings: string[]): RequestPolicyFactory {
  return {
    create: (next: RequestPolicy, options: RequestPolicyOptions): RequestPolicy =>
      new MapperPolicy(next, options, findings),
  };
}

class MapperPolicy extends BaseRequestPolicy {
  readonly #findings: string[];

  constructor(next: RequestPolicy, options: RequestPolicyOptions, findings: string[]) {
    super(next, options);
    this.#findings = findings;
  }

  override async sendRequest(request: WebResource): Promise<HttpOperationResponse> {
    const response = await this._nextPolicy.sendRequest(request);
    const spec = request.operationSpec?.responses[response.status] ?? request.operationSpec?.responses['default'];
    const mapper: Mapper | undefined = spec?.bodyMapper;
    if (mapper !== undefined && typeof response.bodyAsText === 'string' && mapper.type.name !== 'Stream') {
      const where = `${request.method} ${new URL(request.url).pathname} ${response.status}`;
      const isPartial = request.url.includes('%24select') || request.url.includes('$select');
      checkValue(JSON.parse(response.bodyAsText), mapper, where, isPartial, this.#findings);
    }
    return response;
  }
}

function checkValue(value: unknown, mapper: Mapper, where: string, isPartial: boolean, findings: string[]): void {
  switch (mapper.type.name) {
    case 'Composite':
      checkComposite(value, mapper, where, isPartial, findings);
      return;
    case 'Sequence':
      for (const [index, item] of (Array.isArray(value) ? value : [undefined]).entries()) {
        if (mapper.type.element !== undefined) {
          checkValue(item, mapper.type.element, `${where}[${index}]`, isPartial, findings);
        }
      }
      return;
    case 'Enum':
      if (!mapper.type.allowedValues?.some((allowed) => allowed.toLowerCase() === String(value).toLowerCase())) {
        findings.push(`${where}: ${String(value)} is none of ${mapper.type.allowedValues?.join()}`);
      }
      return;
    default:
      if (!isOfType(value, mapper.type.name)) {
        findings.push(`${where}: ${JSON.stringify(value)} is no ${mapper.type.name}`);
      }
  }
}

function checkComposite(value: unknown, mapper: Mapper, where: string, isPartial: boolean, findings: string[]): void {
  if (typeof value !== 'object' || value === null) {
    findings.push(`${where}: ${JSON.stringify(value)} is no ${mapper.type.className}`);
    return;
  }
  const known = new Map<string, Mapper>();
  for (const property of Object.values(propertiesOf(mapper))) {
    known.set((property.serializedName ?? '').replaceAll('\\', ''), property);
  }
  for (const [name, item] of Object.entries(value)) {
    const property = known.get(name);
    if (property !== undefined) {
      checkValue(item, property, `${where}.${name}`, isPartial, findings);
    } else if (!name.startsWith('odata.') && !known.has('')) {
      findings.push(`${where}.${name} is not a property of ${mapper.type.className}`);
    }
  }
  for (const [name, property] of known) {
    const mayBeAbsent = isPartial || absentOnYoungNodes.has(mapper.type.className ?? '');
    if (property.required === true && !mayBeAbsent && Reflect.get(value, name) === undefined) {
      findings.push(`${where}.${name} is required by ${mapper.type.className}`);
    }
  }
}

function propertiesOf(mapper: Mapper): Readonly<Record<string, Mapper>> {
  const named: Mapper | undefined = Reflect.get(BatchServiceMappers, mapper.type.className ?? '');
  return mapper.type.modelProperties ?? named?.type.modelProperties ?? {};
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'String':
    case 'TimeSpan':
    case 'Uuid':
      return typeof value === 'string';
    case 'DateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'Number':
      return !Number.isNaN(Number(value));
    case 'Boolean':
      return typeof value === 'boolean';
    default:
      return value !== undefined;
  }
}
