import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Work } from '../../work.ts';
import type { DefinitionNode, Property } from './definitionTree.ts';

/** Deepest nesting of objects and lists that is read. Definitions of Batch have a dozen levels. */
export const maxNesting = 64;

const tokensPerStep = 200;

/** With so few properties a list is searched as fast as a map. */
const fewProperties = 16;

/** Kinds of tokens, by the numbers of `SyntaxKind`; the compiler lets no module import that enum on its own. */
const openBrace = 1;
const closeBrace = 2;
const openBracket = 3;
const closeBracket = 4;
const comma = 5;
const colon = 6;
const nullKeyword = 7;
const trueKeyword = 8;
const falseKeyword = 9;
const stringLiteral = 10;
const numericLiteral = 11;
const endOfText = 17;

const whiteSpace = /[ \t\r\n]*/y;

/** A definition as the text has it. */
export interface ParsedDefinition {
  readonly root: DefinitionNode;
  /** Objects and lists whose content was left out for its depth. */
  readonly tooDeep: readonly DefinitionNode[];
}

type Place = Pick<DefinitionNode, 'parent' | 'segment'>;

/** An object or a list that is not closed yet, and what may come next in it. */
interface Open {
  readonly node: Container;
  /** `comma` means to skip all up to the next comma or the end, as after a mistake. */
  expects: 'key' | 'colon' | 'value' | 'comma';
  key: DefinitionNode | undefined;
}

interface Container extends DefinitionNode {
  length: number;
  readonly properties?: Property[];
  byName?: Map<string, DefinitionNode>;
  readonly items?: DefinitionNode[];
}

/**
 * Reads JSON with comments, as forgiving of mistakes as `parseTree` of jsonc-parser and into the same nodes, but in
 * steps, without recursion, and with names and indices to go by. Undefined when there is no value at all.
 */
export function* parseDefinition(text: string): Work<ParsedDefinition | undefined> {
  const scanner = createScanner(text, false);
  const reader = new Reader(scanner);
  for (let count = 1; !reader.isDone; count++) {
    // The scanner takes long white space character by character.
    whiteSpace.lastIndex = scanner.getPosition();
    if (whiteSpace.test(text)) scanner.setPosition(whiteSpace.lastIndex);
    reader.take(scanner.scan());
    if (count % tokensPerStep === 0) yield;
  }
  return reader.root === undefined ? undefined : { root: reader.root, tooDeep: reader.tooDeep };
}

class Reader {
  readonly #scanner: JSONScanner;
  readonly #open: Open[] = [];
  readonly tooDeep: DefinitionNode[] = [];
  root: DefinitionNode | undefined;
  isDone = false;
  /** How many objects and lists are open inside the one that is skipped. */
  #leftOut = 0;

  constructor(scanner: JSONScanner) {
    this.#scanner = scanner;
  }

  take(token: number): void {
    const within = this.#open.at(-1);
    if (token === endOfText) this.#end();
    else if (this.#leftOut > 0) this.#leaveOut(token);
    else if (token > numericLiteral) return;
    else if (within === undefined) this.#takeRoot(token);
    else if (token === (within.node.type === 'object' ? closeBrace : closeBracket)) this.#close(within);
    else if (token === comma) within.expects = within.node.type === 'object' ? 'key' : 'value';
    else if (within.expects === 'key') this.#takeKey(within, token);
    else if (within.expects === 'colon') within.expects = token === colon ? 'value' : 'comma';
    else if (within.expects === 'value') this.#takeValue(within, token);
  }

  #takeRoot(token: number): void {
    this.root = this.#begin(token, {});
    this.isDone = this.#open.length === 0;
  }

  #takeKey(within: Open, token: number): void {
    within.expects = token === stringLiteral ? 'colon' : 'comma';
    if (token !== stringLiteral) return;
    const name = this.#scanner.getTokenValue();
    within.key = this.#toNode('string', name, { parent: within.node, segment: name });
  }

  #takeValue(within: Open, token: number): void {
    const { node, key } = within;
    const value = this.#begin(token, { parent: node, segment: node.items?.length ?? String(key?.value) });
    within.expects = value === undefined ? 'comma' : node.type === 'object' ? 'key' : 'value';
    if (value === undefined) return;
    node.items?.push(value);
    if (key !== undefined) addProperty(node, { name: String(key.value), key, value });
  }

  /** The value that starts with a token; undefined when none does. */
  #begin(token: number, place: Place): DefinitionNode | undefined {
    switch (token) {
      case openBrace:
        return this.#beginContainer('object', place);
      case openBracket:
        return this.#beginContainer('array', place);
      case stringLiteral:
        return this.#toNode('string', this.#scanner.getTokenValue(), place);
      case numericLiteral:
        return this.#toNode('number', Number(this.#scanner.getTokenValue()), place);
      case trueKeyword:
      case falseKeyword:
        return this.#toNode('boolean', token === trueKeyword, place);
      case nullKeyword:
        return this.#toNode('null', null, place);
      default:
        return undefined;
    }
  }

  #toNode(type: DefinitionNode['type'], value: unknown, { parent, segment }: Place): Container {
    const [offset, length] = [this.#scanner.getTokenOffset(), this.#scanner.getTokenLength()];
    return { type, offset, length, value, parent, segment };
  }

  #beginContainer(type: 'object' | 'array', place: Place): DefinitionNode {
    const node: Container = {
      ...this.#toNode(type, undefined, place),
      ...(type === 'object' ? { properties: [] } : { items: [] }),
    };
    if (this.#open.length >= maxNesting) {
      this.#leftOut = 1;
      this.tooDeep.push(node);
    } else this.#open.push({ node, expects: type === 'object' ? 'key' : 'value', key: undefined });
    return node;
  }

  #leaveOut(token: number): void {
    if (token === openBrace || token === openBracket) this.#leftOut += 1;
    else if (token === closeBrace || token === closeBracket) this.#leftOut -= 1;
  }

  #close(within: Open): void {
    within.node.length = this.#scanner.getPosition() - within.node.offset;
    this.#open.pop();
    this.isDone = this.#open.length === 0;
  }

  #end(): void {
    for (const { node } of this.#open) node.length = this.#scanner.getPosition() - node.offset;
    this.isDone = true;
  }
}

function addProperty(node: Container, property: Property): void {
  node.properties?.push(property);
  if ((node.properties?.length ?? 0) <= fewProperties) return;
  node.byName ??= new Map(node.properties?.map(({ name, value }) => [name, value] as const).reverse());
  if (!node.byName.has(property.name)) node.byName.set(property.name, property.value);
}
