import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { showAnswers } from '../../../app/documents/answersDocument.ts';
import { drawGiven, explainFiles, type Given } from '../../../app/explain/drawGiven.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { readLeftOut } from '../../../core/files/logNotice.ts';
import { toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Links, PageTarget } from '../../../core/page/links.ts';
import type { OwnPage } from '../../../core/page/makePage.ts';
import type { AnswersTarget } from '../../../core/places/documentPath.ts';
import { listPlain } from '../../../core/text/lists.ts';
import { toExitCode } from '../../../core/words/exitCode.ts';
import { countFileLines, nameGiven, readGiven } from '../../../node/givenFiles.ts';
import { toDocumentUri } from '../../editors/documentUri.ts';
import type { Command, CommandServices } from '../command.ts';
import { closePage, type GivenLine, markGiven } from './givenMarks.ts';

export const contribution: Contribution = {
  title: 'Explain a Log or an Error…',
  icon: 'search-fuzzy',
  effect: 'reads',
  palette: 'always',
  files: /(^std(out|err).*|\.(log|txt|err|out|[eo]\d+)|\.command\.(err|out|log))$/,
};

/** Stands for an account in the addresses of pages that belong to none. */
const accountOfGiven = 'given';

/** The input: files, or a text. */
type Source = { readonly uris: readonly vscode.Uri[] } | { readonly text: string; readonly of?: vscode.Uri };

/** The end of the program, as entered by the user. */
type Ending = Pick<Given, 'exitCode' | 'os'>;

/** Number of pages whose input is remembered, which may be megabytes from the clipboard. */
const mostSources = 5;
/** The input of each page by its address, latest last. */
const sources = new Map<string, Source>();

/**
 * Explains why a program failed from its log, without an account: the selected text, the file in front, other files, a
 * folder, or the clipboard. Shows the same page as for a task, and marks the line with the reason in the file. Nothing
 * leaves the computer.
 */
export const run: Command = async (services, [given, selected]) => {
  // The button of a page passes the page's address.
  const source = typeof given === 'string' ? sources.get(given) : undefined;
  if (typeof given === 'string' && source !== undefined) {
    await show(services, source, await askEnding(services));
    return closePage(vscode.Uri.parse(given));
  }
  const uris = (Array.isArray(selected) ? selected : [given]).filter((one) => one instanceof vscode.Uri);
  return show(services, uris.length > 0 ? { uris } : await pickSource(services), {});
};

async function show(services: CommandServices, source: Source, ending: Ending): Promise<void> {
  let first: ReadSource | undefined = await read(source);
  const make = async (links: Links, target: AnswersTarget): Promise<OwnPage> => {
    // The page is drawn again after the user's rules have changed, and by then the files may have, too.
    const { name, files } = first ?? (await read(source));
    first = undefined;
    const find: FindLine = (file, line) => {
      const { uri, lineCount = 0 } = files.find((one) => one.name === file) ?? {};
      return uri && { uri, line: line < 0 ? lineCount + line + 1 : line };
    };
    const openOwn = (file: string, line: number): PageTarget | undefined => {
      const found = find(file, line);
      if (found === undefined) return undefined;
      const position = new vscode.Position(Math.max(0, found.line - 1), 0);
      const selection = new vscode.Range(position, position);
      return { kind: 'command', command: 'vscode.open', arguments: [found.uri, found.line > 0 ? { selection } : {}] };
    };
    const explained = explainFiles(services.bundles, { ...ending, name, files });
    const { explanation, isItem } = explained;
    const uri = toDocumentUri(target);
    markGiven(uri, await listLines(services, explanation, find), explanation);
    const page = await drawGiven(services.bundles, explained, links, services, openOwn);
    remember(uri, source);
    const again = {
      kind: 'command',
      command: toCommandId('log.explain'),
      arguments: [uri.toString()],
    } as const;
    const wrong = [undefined, undefined, explanation];
    const rule = { kind: 'command', command: toCommandId('log.makeRule'), arguments: wrong } as const;
    return {
      ...page,
      notice: [page.notice, describeEnding(ending)].filter(Boolean).join(' '),
      // An item or an error response says itself how it ended.
      actions: isItem ? [] : [links.toButton(l10n.t('Enter Exit Code and System…'), again)],
      looks: [links.toButton(l10n.t('Wrong Cause?'), rule)],
    };
  };
  await showAnswers(services, accountOfGiven, make);
}

function remember(page: vscode.Uri, source: Source): void {
  sources.delete(page.toString());
  sources.set(page.toString(), source);
  const [oldest] = sources.keys();
  if (sources.size > mostSources && oldest !== undefined) sources.delete(oldest);
}

function describeEnding({ exitCode, os }: Ending): string {
  const system = systems.find((one) => one.os === os && os !== undefined)?.label;
  const exit = exitCode === undefined ? undefined : l10n.t('exit code {0}', exitCode);
  const said = listPlain([exit, system].filter((part) => part !== undefined));
  return said === '' ? '' : l10n.t('You entered: {0}.', said);
}

/** Lists the line of a log that says why, and the lines of the user's own source that were running. */
async function listLines(
  { findSource }: CommandServices,
  { evidence }: Explanation,
  find: FindLine,
): Promise<readonly GivenLine[]> {
  const found = evidence.map(async ({ isCause, source = '', frame }): Promise<readonly GivenLine[]> => {
    const [, file, line] = /^(.{1,250}):(-?\d{1,10})$/.exec(source) ?? [];
    const log = isCause === true && file !== undefined ? find(file, Number(line)) : undefined;
    const code = frame && (await findSource(frame.file));
    return [
      ...(log === undefined ? [] : [log]),
      ...(code === undefined || frame === undefined ? [] : [{ uri: code, line: frame.line, isSource: true as const }]),
    ];
  });
  return (await Promise.all(found)).flat();
}

interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly uri?: vscode.Uri | undefined;
  /** Number of lines of a file of which only the end was read, in which lines are counted from the end. */
  readonly lineCount?: number | undefined;
}

/** Finds a line of a given file in its document; a negative one counts from the end, where -1 is the last. */
type FindLine = (file: string, line: number) => GivenLine | undefined;

interface ReadSource {
  readonly name?: string;
  readonly files: readonly ReadFile[];
}

/** Reads the input. Throws `InvalidInput` for logs of several programs with the same names. */
async function read(source: Source): Promise<ReadSource> {
  if ('text' in source) return { files: [{ name: toLogName(source.of), text: source.text, uri: source.of }] };
  const files = (await Promise.all(source.uris.map(readUri))).flat();
  if (new Set(files.map(({ name }) => name)).size < files.length)
    throw toInvalidInput(l10n.t('These files are logs of several programs. Choose those of one.'));
  const [first] = source.uris;
  return { ...(first?.scheme === 'file' ? { name: nameGiven(first.fsPath) } : {}), files };
}

/** Reads from an editor what has not been saved, and the end of a long file from the disk. */
async function readUri(uri: vscode.Uri): Promise<readonly ReadFile[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === 'file' && open?.isDirty !== true) {
    const found = await readGiven(uri.fsPath);
    const toFile = async ({ name, text, path }: (typeof found)[number]): Promise<ReadFile> => {
      const lineCount = readLeftOut(text) === undefined ? undefined : await countFileLines(path);
      return { name, text, uri: vscode.Uri.file(path), lineCount };
    };
    return Promise.all(found.map(toFile));
  }
  const document = open ?? (await vscode.workspace.openTextDocument(uri));
  return [{ name: toLogName(uri), text: document.getText(), uri }];
}

function toLogName(uri: vscode.Uri | undefined): string {
  return uri === undefined || uri.scheme === 'untitled' ? '' : (uri.path.split('/').at(-1) ?? '');
}

async function pickSource({ ui }: CommandServices): Promise<Source> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? '';
  // Lines are counted as in the editor.
  const numbered = '\n'.repeat(editor?.selection.start.line ?? 0) + selected;
  const inFront = editor === undefined ? '' : vscode.workspace.asRelativePath(editor.document.uri);
  const choices = [
    ...(editor === undefined || selected.trim() === ''
      ? []
      : [
          {
            label: l10n.t('The Selected Text'),
            pick: async (): Promise<Source> => ({ text: numbered, of: editor.document.uri }),
          },
        ]),
    ...(editor === undefined
      ? []
      : [
          {
            label: l10n.t('The File in the Editor'),
            description: inFront,
            pick: async (): Promise<Source> => ({ uris: [editor.document.uri] }),
          },
        ]),
    // The clipboard is read only when it is chosen: it may hold something private, and browsers ask before they allow it.
    {
      label: l10n.t('The Text in the Clipboard'),
      pick: async (): Promise<Source> => ({ text: await vscode.env.clipboard.readText() }),
    },
    {
      label: l10n.t('Files…'),
      detail: l10n.t('Logs of one program, or JSON of a task, node, pool, job, or error response'),
      pick: (): Promise<Source> => browse({ canSelectMany: true }),
    },
    {
      label: l10n.t('Folder…'),
      detail: l10n.t('What Download Files saved, or a work directory of Nextflow'),
      pick: (): Promise<Source> => browse({ canSelectFolders: true, canSelectFiles: false }),
    },
  ];
  const chosen = await ui.choose(choices, { title: l10n.t('Explain a log or an error') });
  if (chosen === undefined) throw new Cancelled();
  return chosen.pick();
}

async function browse(options: vscode.OpenDialogOptions): Promise<Source> {
  const uris = await vscode.window.showOpenDialog({ ...options, openLabel: l10n.t('Explain') });
  if (uris === undefined) throw new Cancelled();
  return { uris };
}

const systems = [
  { label: 'Linux', os: 'linux' },
  { label: 'Windows', os: 'windows' },
] as const;

async function askEnding({ ui }: CommandServices): Promise<Ending> {
  const title = l10n.t('How did the program end?');
  const text = await ui.enter({
    title,
    prompt: l10n.t('Its exit code, such as 1 or 137. Leave it empty if you only know the operating system.'),
    check: (value) =>
      value.trim() === '' || toExitCode(value) !== undefined ? undefined : l10n.t('An exit code is a whole number.'),
  });
  if (text === undefined) throw new Cancelled();
  const choices = [...systems, { label: l10n.t("I don't know"), os: undefined }];
  const system = await ui.choose(choices, { title, placeholder: l10n.t('The operating system that it ran on') });
  if (system === undefined) throw new Cancelled();
  return { exitCode: toExitCode(text), os: system.os };
}
