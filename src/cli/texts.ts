import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromCommandId } from '../app/commandId.ts';
import { isObject } from '../core/model/shape.ts';
import { configureText, type Texts } from '../core/text/configureText.ts';
import { toRepositoryUrl } from '../core/text/repositoryUrl.ts';

/** Name under which the package installs this program. */
export const programName = 'azure-batch-why';

/** Uses the language of the terminal if translations into it exist, and English otherwise. */
export function speak(environment: NodeJS.ProcessEnv): void {
  const language = findLanguage(environment);
  configureText(language, readTexts(`l10n/bundle.l10n.${language}.json`));
}

/** Returns the version of this program. */
export function readVersion(): string {
  const version = readTexts('package.json')?.['version'];
  return typeof version === 'string' ? version : '0';
}

/** Returns where the manual is: in the repository that the package names, otherwise in the package itself. */
export function findManual(): string {
  const page = 'docs/cli.md';
  const repository: unknown = readTexts('package.json')?.['repository'];
  const url = isObject(repository) ? toRepositoryUrl(String(repository['url'])) : '';
  if (!url.startsWith('https://')) return join(__dirname, '..', page);
  return `${url}/${/^https:..(?:[^/]*\.)?gitlab\./.test(url) ? '-/' : ''}blob/HEAD/${page}`;
}

let titles: Texts | undefined;

/** Returns the title of a command in VS Code's menus, or its ID if it has none. */
export function toActionName(commandId: string): string {
  titles ??= { ...readTexts('package.nls.json'), ...readTexts(`package.nls.${findLanguage(process.env)}.json`) };
  const title = titles[`command.${fromCommandId(commandId)}`];
  return typeof title === 'string' ? title : commandId;
}

function findLanguage(environment: NodeJS.ProcessEnv): string {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return /^([a-z]{2})(?:[_.@]|$)/.exec(locale)?.[1] ?? 'en';
}

function readTexts(file: string): Texts | undefined {
  try {
    return JSON.parse(readFileSync(join(__dirname, '..', file), 'utf8'));
  } catch {
    return undefined;
  }
}
