import { createScanner, type JSONScanner } from 'jsonc-parser';
import type { Work } from '../../work.ts';
import type { DefinitionNode, Property } from './definitionTree.ts';
import { type DisabledLine, readDisabled } from './disabledLines.ts';

/** Maximum nesting of objects and arrays that is read; Batch definitions have a dozen levels. */
export const maxNesting = 64;

const tokensPerStep = 200;

/** Maximum number of properties for which searching a list is as fast as searching a map. */
const fewProperties = 16;

/** Token kinds, numbered as in `SyntaxKind`; the compiler doesn't allow a module to import that enum on its own. */
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
const lineComment = 12;
const blockComment = 13;
const endOfText = 17;

/** Matches a string in typographic quotes, which word processors and chats insert; a backslash escapes a quote. */
const typographic = /[“”„‟]((?:\\.|[^“”„‟"\\\n])*)[“”‟"]|[‘’‚‛]((?:\\.|[^‘’‚‛"\\\n])*)[‘’‛]/y;

/** Maximum number of mistakes that are kept; further ones resemble them. */
const mostSlips = 500;

const whiteSpace = /[ \t\r\n]*/y;

/** A definition as written in the text. */
export interface ParsedDefinition {
  readonly root: DefinitionNode;
  /** Objects and arrays whose content was left out because they are nested too deeply. */
  readonly tooDeep: readonly DefinitionNode[];
  readonly firstComment: Span | undefined;
  /** True if the text ends before all objects and arrays are closed. */
  readonly isCutOff: boolean;
  readonly disabledLines: readonly DisabledLine[];
  readonly trailingCommas: readonly Span[];
  /** Strings in typographic quotes, which are read as if the quotes were straight. */
  readonly misquoted: readonly Misquoted[];
}

interface Misquoted extends Span {
  readonly json: string;
}

/** A range of a text, in UTF-16 units. */
interface Span {
  readonly offset: number;
  readonly length: number;
}

interface Open {
  readonly node: Node;
  /** After a mistake, `comma` skips everything up to the next comma or the end. */
  expects: 'key' | 'colon' | 'value' | 'comma';
  key: Node | undefined;
}

type Token = Pick<JSONScanner, 'getTokenOffset' | 'getTokenLength' | 'getTokenValue'>;

type Place = Pick<DefinitionNode, 'parent' | 'segment'>;

/** A node of the tree. All nodes have the same fields, which makes them fast to read. */
class Node implements DefinitionNode {
  readonly type: DefinitionNode['type'];
  readonly offset: number;
  length: number;
  readonly value: unknown;
  readonly parent: DefinitionNode | undefined;
  readonly segment: string | number | undefined;
  readonly properties: Property[] | undefined;
  readonly items: DefinitionNode[] | undefined;
  byName: Map<string, DefinitionNode> | undefined = undefined;

  constructor(type: DefinitionNode['type'], scanner: Token, value: unknown, place: Place) {
    this.type = type;
    this.offset = scanner.getTokenOffset();
    this.length = scanner.getTokenLength();
    this.value = value;
    this.parent = place.parent;
    this.segment = place.segment;
    this.properties = type === 'object' ? [] : undefined;
    this.items = type === 'array' ? [] : undefined;
  }
}

/**
 * Parses JSON with comments, as tolerant of mistakes as `parseTree` of jsonc-parser and into the same nodes, but in
 * steps, without recursion, and with names and indices for lookups. Undefined if the text has no value at all.
 */
export function* parseDefinition(text: string): Work<ParsedDefinition | undefined> {
  const scanner = createScanner(text, false);
  const reader = new Reader(scanner, text);
  for (let count = 1; !reader.isDone; count++) {
    // The scanner reads long white space character by character.
    whiteSpace.lastIndex = scanner.getPosition();
    if (whiteSpace.test(text)) scanner.setPosition(whiteSpace.lastIndex);
    // The scanner reads an unknown token up to the next white space, which may be far behind a string in typographic
    // quotes.
    if (!reader.takeMisquoted()) reader.take(scanner.scan());
    if (count % tokensPerStep === 0) yield;
  }
  const { root, ...rest } = reader.toParsed();
  return root === undefined ? undefined : { root, ...rest };
}

class Reader {
  readonly #scanner: JSONScanner;
  readonly #text: string;
  readonly #open: Open[] = [];
  readonly #tooDeep: DefinitionNode[] = [];
  readonly #disabledLines: DisabledLine[] = [];
  readonly #trailingCommas: Span[] = [];
  readonly #misquoted: Misquoted[] = [];
  #firstComment: Span | undefined;
  #root: DefinitionNode | undefined;
  isDone = false;
  #isCutOff = false;
  /** Offset of the last token, if it is a comma. */
  #comma: number | undefined;
  /** Number of open objects and arrays within the one that is skipped. */
  #leftOut = 0;
  /** Replacement for a token that is not JSON. */
  #misread: Token | undefined;
  /** Codes that comments turn off on the line of the next token. */
  #disabled: Pick<DisabledLine, 'codes' | 'comment'>[] = [];

  constructor(scanner: JSONScanner, text: string) {
    this.#scanner = scanner;
    this.#text = text;
  }

  toParsed(): Omit<ParsedDefinition, 'root'> & { readonly root: DefinitionNode | undefined } {
    return {
      root: this.#root,
      tooDeep: this.#tooDeep,
      firstComment: this.#firstComment,
      isCutOff: this.#isCutOff,
      disabledLines: this.#disabledLines,
      trailingCommas: this.#trailingCommas,
      misquoted: this.#misquoted,
    };
  }

  take(token: number): void {
    const within = this.#open.at(-1);
    if (token === lineComment || token === blockComment) this.#takeComment();
    else if (token > numericLiteral && token !== endOfText) return;
    else {
      if (this.#disabled.length > 0) this.#disableLine();
      if (token === endOfText) this.#end();
      else if (this.#leftOut > 0) this.#leaveOut(token);
      else if (within === undefined) this.#takeRoot(token);
      else if (token === (within.node.type === 'object' ? closeBrace : closeBracket)) this.#close(within);
      else if (token === comma) within.expects = within.node.type === 'object' ? 'key' : 'value';
      else if (within.expects === 'key') this.#takeKey(within, token);
      else if (within.expects === 'colon') within.expects = token === colon ? 'value' : 'comma';
      else if (within.expects === 'value') this.#takeValue(within, token);
      this.#comma = token === comma ? this.#scanner.getTokenOffset() : undefined;
    }
  }

  /** Reads a string in typographic quotes if one comes next; everything else that isn't a JSON token is skipped. */
  takeMisquoted(): boolean {
    const within = this.#open.at(-1);
    if (within === undefined || this.#leftOut > 0) return false;
    const offset = this.#scanner.getPosition();
    typographic.lastIndex = offset;
    const match = typographic.exec(this.#text);
    if (match === null) return false;
    const [{ length }, double, single = ''] = match;
    const json = `"${(double ?? single).replaceAll(/\\([“”„‟‘’‚‛])/g, '\\"')}"`;
    this.#scanner.setPosition(offset + length);
    if (this.#misquoted.length < mostSlips) this.#misquoted.push({ offset, length, json });
    this.#comma = undefined;
    this.#misread = {
      getTokenOffset: () => offset,
      getTokenLength: () => length,
      getTokenValue: () => toJsonText(json),
    };
    if (within.expects === 'key') this.#takeKey(within, stringLiteral);
    else if (within.expects === 'value') this.#takeValue(within, stringLiteral);
    this.#misread = undefined;
    return true;
  }

  #takeComment(): void {
    const comment = { offset: this.#scanner.getTokenOffset(), length: this.#scanner.getTokenLength() };
    this.#firstComment ??= comment;
    const codes = readDisabled(this.#text.slice(comment.offset, comment.offset + comment.length));
    if (codes !== undefined) this.#disabled.push({ codes, comment });
  }

  #disableLine(): void {
    const offset = this.#scanner.getTokenOffset();
    const last = this.#disabledLines.at(-1);
    // Only the first comment on a line searches for the end of the line, which may be far away.
    const lineEnd = last !== undefined && offset < last.to ? last.to : this.#text.indexOf('\n', offset);
    const to = lineEnd < 0 ? this.#text.length : lineEnd;
    for (const disabled of this.#disabled) this.#disabledLines.push({ ...disabled, from: offset, to });
    this.#disabled = [];
  }

  #takeRoot(token: number): void {
    this.#root = this.#begin(token, {});
    this.isDone = this.#open.length === 0;
  }

  #takeKey(within: Open, token: number): void {
    within.expects = token === stringLiteral ? 'colon' : 'comma';
    if (token !== stringLiteral) return;
    const from = this.#misread ?? this.#scanner;
    const name = from.getTokenValue();
    within.key = new Node('string', from, name, { parent: within.node, segment: name });
  }

  #takeValue(within: Open, token: number): void {
    const { node, key } = within;
    const value = this.#begin(token, { parent: node, segment: node.items?.length ?? String(key?.value) });
    within.expects = value === undefined ? 'comma' : node.type === 'object' ? 'key' : 'value';
    if (value === undefined) return;
    node.items?.push(value);
    if (key !== undefined) addProperty(node, { name: String(key.value), key, value });
  }

  /** Begins the value that starts with a token; undefined if the token starts no value. */
  #begin(token: number, place: Place): DefinitionNode | undefined {
    switch (token) {
      case openBrace:
        return this.#beginContainer('object', place);
      case openBracket:
        return this.#beginContainer('array', place);
      case stringLiteral:
        return this.#beginText(this.#misread ?? this.#scanner, place);
      case numericLiteral:
        return new Node('number', this.#scanner, Number(this.#scanner.getTokenValue()), place);
      case trueKeyword:
      case falseKeyword:
        return new Node('boolean', this.#scanner, token === trueKeyword, place);
      case nullKeyword:
        return new Node('null', this.#scanner, null, place);
      default:
        return undefined;
    }
  }

  #beginText(from: Token, place: Place): DefinitionNode {
    return new Node('string', from, from.getTokenValue(), place);
  }

  #beginContainer(type: 'object' | 'array', place: Place): DefinitionNode {
    const node = new Node(type, this.#scanner, undefined, place);
    if (this.#open.length >= maxNesting) {
      this.#leftOut = 1;
      this.#tooDeep.push(node);
    } else this.#open.push({ node, expects: type === 'object' ? 'key' : 'value', key: undefined });
    return node;
  }

  #leaveOut(token: number): void {
    if (token === openBrace || token === openBracket) this.#leftOut += 1;
    else if (token === closeBrace || token === closeBracket) this.#leftOut -= 1;
  }

  #close(within: Open): void {
    const isEmpty = (within.node.properties ?? within.node.items ?? []).length === 0;
    if (this.#comma !== undefined && !isEmpty && this.#trailingCommas.length < mostSlips)
      this.#trailingCommas.push({ offset: this.#comma, length: 1 });
    within.node.length = this.#scanner.getPosition() - within.node.offset;
    this.#open.pop();
    this.isDone = this.#open.length === 0;
  }

  #end(): void {
    for (const { node } of this.#open) node.length = this.#scanner.getPosition() - node.offset;
    this.#isCutOff = this.#open.length > 0;
    this.isDone = true;
  }
}

/** Decodes a JSON string; returns it as written if its escapes are wrong. */
function toJsonText(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json.slice(1, -1);
  }
}

function addProperty(node: Node, property: Property): void {
  const { properties } = node;
  if (properties === undefined) return;
  properties.push(property);
  if (properties.length <= fewProperties) return;
  node.byName ??= new Map(properties.map(({ name, value }) => [name, value] as const).reverse());
  if (!node.byName.has(property.name)) node.byName.set(property.name, property.value);
}
