import { answers2025 } from './answers2025.ts';

type AnswerModels = ReadonlyMap<string, ReadonlyMap<string, string>>;

function parseModels(text: string): AnswerModels {
  const models = new Map<string, ReadonlyMap<string, string>>();
  for (const line of text.replaceAll(/\n\s+/g, ' ').trim().split('\n')) {
    const [name = '', properties = ''] = line.split(/:(.*)/);
    const pairs = properties
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split('=') as [string, string]);
    models.set(name, new Map(pairs));
  }
  return models;
}

const models = parseModels(answers2025);

/** Lists the faults of an answer of 2025-06-01: properties that the model doesn't have, and values of another type. */
export function findingsIn(body: object, model: string): readonly string[] {
  const findings: string[] = [];
  checkModel(body, model, model, findings);
  return findings;
}

function checkModel(body: object, model: string, where: string, findings: string[]): void {
  const properties = models.get(model);
  for (const [name, value] of Object.entries(body)) {
    const type = properties?.get(name);
    if (type !== undefined) {
      checkValue(value, type, `${where}.${name}`, findings);
    } else if (!name.startsWith('odata.')) {
      findings.push(`${where}.${name} is not a property of ${model}`);
    }
  }
}

function checkValue(value: unknown, type: string, where: string, findings: string[]): void {
  if (type.endsWith('[]')) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    for (const [index, item] of items.entries()) checkValue(item, type.slice(0, -2), `${where}[${index}]`, findings);
  } else if (models.has(type) && typeof value === 'object' && value !== null) {
    checkModel(value, type, where, findings);
  } else if (!isOf(value, type)) {
    findings.push(`${where}: ${JSON.stringify(value)} is no ${type}`);
  }
}

function isOf(value: unknown, type: string): boolean {
  if (type.includes('|')) {
    const values = type.split('|').map((one) => one.toLowerCase());
    return typeof value === 'string' && values.includes(value.toLowerCase());
  }
  switch (type) {
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'object':
      return typeof value === 'object';
    default:
      return typeof value === 'string';
  }
}
