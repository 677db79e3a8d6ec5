import type { NameValue } from '../../model/common.ts';
import type { FailureCategory } from '../category.ts';
import { isSame } from '../evidence/time.ts';

/** One level of the error that Azure's resource provider gave Batch. */
export interface ProviderError {
  readonly code?: string;
  readonly message?: string;
}

/** Deepest nesting that is followed, and longest JSON that is parsed. */
const maxDepth = 6;
const maxJsonLength = 100_000;

/** The errors inside `Provider Error Json`, outermost first; empty when there is none or it cannot be read. */
export function readProviderErrors(values: readonly NameValue[] | undefined): readonly ProviderError[] {
  const json = values?.find(({ name }) => isSame(name, 'Provider Error Json'))?.value;
  if (json === undefined || json.length > maxJsonLength) return [];
  const parsed = parse(json);
  const found: ProviderError[] = [];
  collect(parsed, found, 0);
  return found.length > 0 ? found : [{ message: json }];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function collect(value: unknown, found: ProviderError[], depth: number): void {
  if (depth > maxDepth || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const code: unknown = Reflect.get(value, 'code');
  const message: unknown = Reflect.get(value, 'message');
  if (typeof code === 'string' || typeof message === 'string') {
    found.push({
      ...(typeof code === 'string' ? { code } : {}),
      ...(typeof message === 'string' ? { message } : {}),
    });
    // Some providers put the JSON of the next error into the message of this one.
    if (typeof message === 'string' && message.trimStart().startsWith('{')) collect(parse(message), found, depth + 1);
  }
  for (const name of ['error', 'details', 'innererror', 'innerError'])
    collect(Reflect.get(value, name), found, depth + 1);
}

/** Codes and words of resource providers that say more than "allocation failed". */
const kinds: readonly (readonly [RegExp, FailureCategory])[] = [
  [/quota|corelimit|exceed\w* (?:approved|the) limit/i, 'quota'],
  [/policy|disallowed|ScopeLocked|AuthorizationFailed|LinkedAuthorization|forbidden|locked/i, 'permission'],
  [/MarketplacePurchase|terms|purchase plan/i, 'license'],
];

/** The kind of fault behind an allocation failure. */
export function categorizeAllocation(texts: readonly (string | undefined)[]): FailureCategory {
  const text = texts
    .filter((part) => part !== undefined)
    .join('\n')
    .slice(0, maxJsonLength);
  return kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'allocation';
}
