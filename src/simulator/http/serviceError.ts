import { type ErrorCode, errorCodes } from './errorCodes.ts';

export interface ErrorValue {
  readonly key: string;
  readonly value: string;
}

/** A refusal by the service, which becomes the error body of the response. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  readonly values: readonly ErrorValue[];
  readonly headers: Readonly<Record<string, string>>;
  /** The service's general message for the code. */
  readonly text: string;

  constructor(
    code: ErrorCode,
    values: Readonly<Record<string, string>> = {},
    options: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    const [status, text] = errorCodes[code];
    // Callers in Node.js don't get a body with the values.
    const place = [values['PropertyName'], values['PropertyValue']].filter(Boolean).join(' ');
    const detail = [place, values['Reason']].filter(Boolean).join(': ');
    super(detail === '' ? text : `${text} ${detail}.`);
    this.name = 'ServiceError';
    this.code = code;
    this.text = text;
    this.status = options.status ?? status;
    this.values = Object.entries(values).map(([key, value]) => ({ key, value }));
    this.headers = options.headers ?? {};
  }

  get valuesByKey(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.values.map(({ key, value }) => [key, value]));
  }
}

/** Creates a 400 for a query parameter with an unacceptable value. */
export function invalidQueryValue(name: string, value: string, reason: string): ServiceError {
  return new ServiceError('InvalidQueryParameterValue', {
    QueryParameterName: name,
    QueryParameterValue: value,
    Reason: reason,
  });
}

/** Creates a 400 for a property of the body with an unacceptable value. */
export function invalidPropertyValue(name: string, value: unknown, reason: string): ServiceError {
  return new ServiceError('InvalidPropertyValue', {
    PropertyName: name,
    PropertyValue: typeof value === 'string' ? value : JSON.stringify(value),
    Reason: reason,
  });
}
