import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { toLineAndColumn } from '../app/definitions/checkText.ts';
import { decodeText } from '../core/files/bytes.ts';
import { describeFileError } from '../node/fileError.ts';
import { bundles } from '../node/load.ts';
import type { Given, Options } from './commandLine.ts';
import { WrongUse } from './exit.ts';
import type { Output } from './output.ts';

export const rulesOption: Options = {
  rules: {
    type: 'string',
    value: 'FILE',
    describe: () => l10n.t("Your team's own rules for failures, such as azure-batch.rules.json"),
  },
};

/** Explains all failures with the rules in the given file, if any, and notes what is wrong in it. Throws `WrongUse`. */
export async function holdGivenRules(given: Given, output: Output): Promise<void> {
  const file = given.text('rules');
  if (file === undefined) return;
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new WrongUse(l10n.t('{file} could not be read: {reason}', { file, reason: describeFileError(error) }));
  });
  const { text } = decodeText(bytes);
  const { holdRules, readRules } = bundles.diagnosis();
  for (const { offset, message } of readRules(text).findings) {
    const { line, column } = toLineAndColumn(text, offset);
    output.note(`${file}:${line}:${column}: ${message}`);
  }
  holdRules([{ name: basename(file), text }]);
}
