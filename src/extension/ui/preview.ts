import * as vscode from 'vscode';

/** A text that the user reads, and may change, before it leaves the editor; passed by the button above it. */
export class Preview {
  readonly document: vscode.TextDocument;

  constructor(document: vscode.TextDocument) {
    this.document = document;
  }
}

/** Opens a text that the user can change, with a button above it that runs `command` with the `Preview`. */
export async function showPreview(
  content: string,
  language: 'markdown' | 'plaintext',
  { title, command }: { readonly title: string; readonly command: string },
): Promise<Preview> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  const preview = new Preview(document);
  // A notification hides after some seconds, and the user may change the text for longer.
  const lenses = vscode.languages.registerCodeLensProvider(
    { scheme: document.uri.scheme, language: document.languageId },
    {
      provideCodeLenses: ({ uri }) =>
        uri.toString() === document.uri.toString()
          ? [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [preview] })]
          : [],
    },
  );
  const closing = vscode.workspace.onDidCloseTextDocument((closed) => {
    if (closed === document) vscode.Disposable.from(lenses, closing).dispose();
  });
  await vscode.window.showTextDocument(document);
  return preview;
}
