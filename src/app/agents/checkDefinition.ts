import type { DefinitionKind } from '../../core/diagnosis/lint/finding.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { checkText, toLineAndColumn } from '../definitions/checkText.ts';
import { type Answer, Refusal } from './answer.ts';
import type { DataLine } from './fence.ts';
import type { InputOf } from './input.ts';
import type { ToolCall } from './services.ts';
import type { agentTools } from './table.ts';

type Input = InputOf<typeof agentTools.azurebatch_check_definition>;

/** Lists the mistakes in a definition, based on the same rules as in the editor. Reads nothing from an account. */
export async function checkDefinition({ services }: ToolCall, { path, text, kind }: Input): Promise<Answer> {
  if ((path === undefined) === (text === undefined))
    throw new Refusal('Give either the path of a file in the workspace, or the text of a definition.');
  const written = text ?? (await readFile(services, path ?? ''));
  // Editors on Windows may put a byte order mark first, which does not count in positions.
  const checked = written.replace(/^\ufeff/, '');
  const findings = checkText(services.bundles, checked, kind satisfies DefinitionKind | undefined);
  return {
    head:
      findings.length === 0
        ? 'Nothing is wrong with this definition, as far as it can be checked without an account.'
        : `Findings: ${findings.length}. Positions are line:column, starting at 1.`,
    data: findings.flatMap((finding): readonly DataLine[] => {
      const { severity, message, code, fix, offset, length = 0 } = finding;
      const [from, to] = [toLineAndColumn(checked, offset), toLineAndColumn(checked, offset + length)];
      return [
        `${from.line}:${from.column}-${to.line}:${to.column} ${severity}: ${message} [${code}]`,
        ...(fix === undefined ? [] : [`  fix: ${fix.title}; replace the range with: ${fix.text}`]),
      ];
    }),
    notes:
      findings.length === 0
        ? []
        : [
            findings.some(({ code }) => code === 'kind')
              ? 'If it is such a definition, call again with kind.'
              : 'Change the definition, and call again. The user submits it.',
          ],
  };
}

/** Reads a workspace file. Throws `Refusal`. */
export async function readFile(services: ToolCall['services'], path: string, isLog = false): Promise<string> {
  try {
    return await services.readWorkspaceFile(path, isLog);
  } catch (error) {
    if (!BatchError.is(error)) throw error;
    throw new Refusal("The file can't be read. Call again with a path in the workspace, or with text. Reason:", [
      error.message,
    ]);
  }
}
