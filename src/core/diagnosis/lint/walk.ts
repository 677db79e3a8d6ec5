import * as l10n from '@vscode/l10n';
import type { Work } from '../../work.ts';
import { checkCommandLine, describeSecretInCommand } from './commandLineRules.ts';
import type { DefinitionNode, Property } from './definitionTree.ts';
import { type DefinitionFinding, toFinding } from './finding.ts';
import { findEitherName, findForeign, findMissing, Speller, toTwice, toUnknown } from './propertyRules.ts';
import { findOwnName } from './resourceManager.ts';
import type { RuleContext } from './rule.ts';
import { rules } from './rules.ts';
import { describeSecretInVariable, isNamedSecret, SecretSearch, toSecretInFile } from './secretRules.ts';
import { type NamedProperty, type Shape, shapes } from './shapes.ts';
import { serviceProperties } from './table/table.ts';
import { checkList, checkValue } from './valueRules.ts';
import { findLiteralValue } from './variableRules.ts';

const stepsPerTurn = 50;

interface Found {
  add(finding: DefinitionFinding): void;
  /** Checks whether findings at or after `offset` would be discarded. */
  isFullAt(offset: number): boolean;
}

interface Frame {
  readonly node: DefinitionNode;
  readonly shape: Shape;
  /** For a list, the table's property for each of its items. */
  readonly property?: NamedProperty;
  at: number;
}

/**
 * Visits definitions once, in the order of the text, and applies the table and the rules to each object and each
 * property.
 */
export class Walk {
  readonly #found: Found;
  readonly #speller = new Speller();
  readonly #secrets = new SecretSearch();
  readonly #open: Frame[] = [];

  constructor(found: Found) {
    this.#found = found;
  }

  *check(root: DefinitionNode, shape: Shape, context: RuleContext): Work<void> {
    this.#enter(root, shape, context);
    for (let steps = 1; ; steps++) {
      const frame = this.#open.at(-1);
      if (frame === undefined) break;
      if (steps % stepsPerTurn === 0) yield;
      if (this.#secrets.isFull) yield* this.searchSecrets();
      this.#step(frame, context);
    }
  }

  /** Searches the collected values for secrets, after the last definition. */
  *searchSecrets(): Work<void> {
    for (const { node, message } of yield* this.#secrets.search())
      this.#found.add(toFinding(node, 'inline-secret', message()));
  }

  #enter(node: DefinitionNode, shape: Shape, context: RuleContext): void {
    if (!context.isEarlier) for (const finding of findMissing(node, shape, this.#speller)) this.#found.add(finding);
    const own = rules[shape.name];
    if (own !== undefined) for (const rule of own) for (const finding of rule(node, context)) this.#found.add(finding);
    this.#open.push({ node, shape, at: 0 });
  }

  #step(frame: Frame, context: RuleContext): void {
    const { node, shape, property } = frame;
    if (property !== undefined) {
      const item = node.items?.[frame.at++];
      if (item === undefined || this.#found.isFullAt(item.offset)) this.#open.pop();
      else this.#takeValue(item, property, frame, context);
      return;
    }
    const own = node.properties?.[frame.at++];
    if (own === undefined || this.#found.isFullAt(own.key.offset)) {
      this.#open.pop();
      return;
    }
    if (isTwice(node, own, frame.at - 1)) this.#found.add(toTwice(own));
    const either = context.isTemplate ? findEitherName(own, shape) : undefined;
    if (either !== undefined) this.#found.add(either);
    const known = shape.properties.get(own.name);
    if (known !== undefined) this.#takeProperty(own, known, frame, context);
    else if (!this.#isForOthers(own.name, shape, context))
      this.#found.add(toUnknown(own, [shape, this.#open.at(-2)?.shape], this.#speller));
  }

  /**
   * Checks whether a name is ignored because it is for editors, at the top of a file, or for the Azure Batch CLI
   * extensions, which also accept earlier names. No version had those of Resource Manager or of the service itself, or
   * that only resemble a name.
   */
  #isForOthers(name: string, shape: Shape, { isTemplate, isEarlier }: RuleContext): boolean {
    if (name === '$schema' && this.#open.length === 1) return true;
    if (isTemplate && shape.renamed.has(name)) return true;
    if (!isEarlier || serviceProperties.has(name)) return false;
    return findOwnName(name, shape) === undefined && this.#speller.suggest(name, shape) === undefined;
  }

  #takeProperty({ key, value }: Property, property: NamedProperty, frame: Frame, context: RuleContext): void {
    const foreign = findForeign(key, value, property, context);
    if (foreign !== undefined) this.#found.add(foreign);
    if (!property.isList) {
      this.#takeValue(value, property, frame, context);
      return;
    }
    for (const finding of checkList(value, property)) this.#found.add(finding);
    if (value.type === 'array') this.#open.push({ node: value, shape: frame.shape, property, at: 0 });
  }

  #takeValue(value: DefinitionNode, property: NamedProperty, { node, shape }: Frame, context: RuleContext): void {
    for (const finding of checkValue(value, property)) this.#found.add(finding);
    if (property.kind === 'object' && value.type === 'object') {
      const inner = shapes.get(property.of ?? '');
      if (inner !== undefined) this.#enter(value, inner, context);
    } else if (value.type === 'string') this.#takeText(value, String(value.value), property, node, shape, context);
  }

  #takeText(
    value: DefinitionNode,
    text: string,
    property: NamedProperty,
    node: DefinitionNode,
    shape: Shape,
    context: RuleContext,
  ): void {
    const command =
      shape.name === 'EnvironmentSetting' ? undefined : /^\$\(\w[\w./-]*\s.*\)$/s.exec(text)?.[0].slice(0, 100);
    if (property.kind === 'commandLine') {
      for (const finding of checkCommandLine(value, text, context)) this.#found.add(finding);
      this.#secrets.add({ node: value, text, message: describeSecretInCommand });
    } else if (command !== undefined) {
      const message = l10n.t('Nothing runs {0} here. Put what it prints in its place.', command);
      this.#found.add(toFinding(value, 'literal-value', message));
    } else if (property.kind === 'secret') {
      if (!isReference(text)) this.#found.add(toSecretInFile(value, shape.properties.has('identityReference')));
    } else if (shape.name === 'EnvironmentSetting' && property.name === 'value') {
      if (isNamedSecret(node, text)) this.#found.add(toFinding(value, 'inline-secret', describeSecretInVariable()));
      else this.#secrets.add({ node: value, text, message: describeSecretInVariable });
      const literal = findLiteralValue(value, text);
      if (literal !== undefined) this.#found.add(literal);
    }
  }
}

/** Returns true if an earlier property of the object has the same name. */
function isTwice(node: DefinitionNode, { name, value }: Property, index: number): boolean {
  if (node.byName !== undefined) return node.byName.get(name) !== value;
  const properties = node.properties ?? [];
  for (let before = 0; before < index; before++) if (properties[before]?.name === name) return true;
  return false;
}

/** Checks whether a value refers to another place, so it contains no secret itself. */
function isReference(text: string): boolean {
  return /^(?:\$|%|\{\{|\[parameters|@|$)/.test(text);
}
