import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import { toCommandId } from '../../../app/commandId.ts';
import { showAnswers } from '../../../app/documents/answersDocument.ts';
import { drawGiven, explainFiles, type Given } from '../../../app/explain/drawGiven.ts';
import type { Explanation } from '../../../core/diagnosis/explanation/explanation.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Links, PageTarget } from '../../../core/page/links.ts';
import type { OwnPage } from '../../../core/page/makePage.ts';
import { toShortVisible } from '../../../core/text/escape.ts';
import { toExitCode } from '../../../core/words/exitCode.ts';
import { nameGiven, readGiven } from '../../../node/givenFiles.ts';
import type { Command, CommandServices } from '../command.ts';

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

/** Passed by the button of a page, which asks how the program ended. */
class Again {
  readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  /** Links of a page are named after their arguments. */
  toJSON(): unknown {
    return 'again';
  }
}

/**
 * Explains why a program failed from its log, without an account: the selected text, the file in front, other files, a
 * folder, or the clipboard. Shows the same page as for a task, and marks the line with the reason in the file. Nothing
 * leaves the computer.
 */
export const run: Command = async (services, [given, selected]) => {
  if (given instanceof Again) return show(services, given.source, await askEnding(services));
  const uris = (Array.isArray(selected) ? selected : [given]).filter((one) => one instanceof vscode.Uri);
  return show(services, uris.length > 0 ? { uris } : await pickSource(services), {});
};

async function show(services: CommandServices, source: Source, ending: Ending): Promise<void> {
  const { name, files } = await read(source);
  const find = (file: string): vscode.Uri | undefined => files.find((one) => one.name === file)?.uri;
  const openOwn = (file: string, line: number): PageTarget | undefined => {
    const uri = find(file);
    if (uri === undefined) return undefined;
    const position = new vscode.Position(Math.max(0, line - 1), 0);
    const selection = new vscode.Range(position, position);
    return { kind: 'command', command: 'vscode.open', arguments: [uri, line > 0 ? { selection } : {}] };
  };
  const make = async (links: Links): Promise<OwnPage> => {
    const explained = explainFiles(services.bundles, { ...ending, name, files });
    mark(explained.explanation, find);
    const page = await drawGiven(services.bundles, explained, links, services, openOwn);
    const again = { kind: 'command', command: toCommandId('log.explain'), arguments: [new Again(source)] } as const;
    const wrong = [undefined, undefined, explained.explanation];
    const rule = { kind: 'command', command: toCommandId('log.makeRule'), arguments: wrong } as const;
    const actions = [
      links.toButton(l10n.t('Enter the Exit Code…'), again),
      links.toButton(l10n.t('Wrong Cause?'), rule),
    ];
    return { ...page, actions };
  };
  await showAnswers(services, accountOfGiven, make);
}

interface ReadFile {
  readonly name: string;
  readonly text: string;
  readonly uri?: vscode.Uri | undefined;
}

async function read(source: Source): Promise<{ readonly name?: string; readonly files: readonly ReadFile[] }> {
  if ('text' in source) return { files: [{ name: toLogName(source.of), text: source.text, uri: source.of }] };
  const files = await Promise.all(source.uris.map(readUri));
  const [first] = source.uris;
  return { ...(first?.scheme === 'file' ? { name: nameGiven(first.fsPath) } : {}), files: files.flat() };
}

/** Reads from an editor what has not been saved, and the end of a long file from the disk. */
async function readUri(uri: vscode.Uri): Promise<readonly ReadFile[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (uri.scheme === 'file' && open?.isDirty !== true) {
    const found = await readGiven(uri.fsPath);
    return found.map(({ name, text, path }) => ({ name, text, uri: vscode.Uri.file(path) }));
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

async function askEnding({ ui }: CommandServices): Promise<Ending> {
  const title = l10n.t('How did the program end?');
  const text = await ui.enter({
    title,
    prompt: l10n.t('Its exit code, such as 1 or 137. Leave it empty if you only know the operating system.'),
    check: (value) =>
      value.trim() === '' || toExitCode(value) !== undefined ? undefined : l10n.t('An exit code is a whole number.'),
  });
  if (text === undefined) throw new Cancelled();
  const systems = [
    { label: 'Linux', os: 'linux' },
    { label: 'Windows', os: 'windows' },
    { label: l10n.t("I don't know"), os: undefined },
  ] as const;
  const system = await ui.choose(systems, { title, placeholder: l10n.t('The operating system that it ran on') });
  if (system === undefined) throw new Cancelled();
  return { exitCode: toExitCode(text), os: system.os };
}

/** Marks by file, until the file is closed or changes. */
let marks: vscode.DiagnosticCollection | undefined;

/** Marks the line with the reason in the file that has it. */
function mark({ title, evidence }: Explanation, find: (file: string) => vscode.Uri | undefined): void {
  const cause = evidence.find(({ isCause }) => isCause === true);
  const [, file, line] = /^(.{1,250}):(\d{1,10})$/.exec(cause?.source ?? '') ?? [];
  const uri = file === undefined ? undefined : find(file);
  if (cause === undefined || uri === undefined) return;
  if (marks === undefined) {
    const made = vscode.languages.createDiagnosticCollection('azureBatch.given');
    marks = made;
    vscode.workspace.onDidCloseTextDocument((document) => made.delete(document.uri));
    vscode.workspace.onDidChangeTextDocument(({ document }) => made.delete(document.uri));
  }
  const at = Number(line) - 1;
  const range = new vscode.Range(at, 0, at, cause.text.length);
  const problem = new vscode.Diagnostic(range, toShortVisible(title, maxMarkLength), vscode.DiagnosticSeverity.Error);
  problem.source = 'Azure Batch';
  marks.set(uri, [problem]);
}

const maxMarkLength = 300;
