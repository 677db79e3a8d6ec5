import * as l10n from '@vscode/l10n';
import { redactText } from '../../text/redact.ts';
import { type DefinitionNode, find, findString, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

const secretName =
  /passw(?:or)?d|pwd|secret|token|credential|(?:account|access|api|storage|shared|private)_?key|connection_?string|sas(?:_|$)/i;
/** A value that refers to another place holds no secret. */
const reference = /^(?:\$|%|\{\{|\[parameters|@|$)/;

/** Environment variables: values that are secrets, and names that belong to Batch. */
export function checkEnvironmentSetting(node: DefinitionNode): readonly DefinitionFinding[] {
  const name = findString(node, 'name') ?? '';
  const key = find(node, 'name');
  const value = find(node, 'value');
  const findings: DefinitionFinding[] = [];
  if (key !== undefined && /^AZ_BATCH_/i.test(name)) {
    findings.push(
      toFinding(key, {
        code: 'reserved-name',
        severity: 'warning',
        message: l10n.t('Names that begin with AZ_BATCH_ are set by Batch; it replaces this value.'),
      }),
    );
  }
  if (value?.type !== 'string') return findings;
  const text = String(value.value);
  const isSecret = (secretName.test(name) && !reference.test(text)) || redactText(text) !== text;
  if (!isSecret) return findings;
  return [
    ...findings,
    toFinding(value, {
      code: 'inline-secret',
      severity: 'warning',
      message: l10n.t(
        'This value looks like a secret, which everyone who may read the account sees. Use a managed identity or Key Vault.',
      ),
    }),
  ];
}

/** Passwords and keys where a managed identity would do. */
export function checkInlineSecret(name: string): (node: DefinitionNode) => readonly DefinitionFinding[] {
  return (node) => {
    const value = find(node, name);
    if (value?.type !== 'string' || reference.test(String(value.value))) return [];
    return [
      toFinding(value, {
        code: 'inline-secret',
        severity: 'information',
        message: l10n.t(
          'A secret in a file is easily shared by accident; a managed identity (`identityReference`) needs none.',
        ),
      }),
    ];
  };
}
