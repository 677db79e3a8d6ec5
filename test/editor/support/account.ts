import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

export interface AccountByKey {
  readonly url: string;
  readonly accountKey: string;
  /** Account name, if the address doesn't contain it and it isn't the simulators' default. */
  readonly accountName?: string;
}

/**
 * An input box that is answered when shown: with the key for a secret, the account's name for a name, and otherwise its
 * current value.
 */
class AnsweredBox {
  value = '';
  password = false;
  prompt = '';
  #problem: string | undefined;
  readonly #refuse: (why: Error) => void;
  readonly #key: string;
  readonly #name: string | undefined;
  #accept: () => void = () => undefined;

  constructor({ accountKey, accountName }: AccountByKey, refuse: (why: Error) => void) {
    this.#refuse = refuse;
    this.#key = accountKey;
    this.#name = accountName;
  }

  /** Fails, because there is no other answer to give. */
  set validationMessage(message: string | undefined) {
    this.#problem = message;
    if (message !== undefined) this.#refuse(new Error(`the answer was refused: ${message}`));
  }

  get validationMessage(): string | undefined {
    return this.#problem;
  }

  onDidAccept(listener: () => void): vscode.Disposable {
    this.#accept = listener;
    return { dispose: () => undefined };
  }

  onDidChangeValue(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  onDidTriggerButton(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  onDidHide(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  show(): void {
    if (this.password) this.value = this.#key;
    else if (this.#name !== undefined && this.prompt.includes('account has another name')) this.value = this.#name;
    queueMicrotask(() => this.#accept());
  }

  dispose(): void {}
}

/** Adds an account by endpoint and key through the command that users call. Returns the ID of the account. */
export async function addAccount(account: AccountByKey): Promise<string> {
  const extension = vscode.extensions.getExtension(extensionId);
  assert.ok(extension, 'the extension is not installed');
  await extension.activate();
  const { createInputBox } = vscode.window;
  const { promise: refused, reject } = Promise.withResolvers<never>();
  Object.assign(vscode.window, { createInputBox: () => new AnsweredBox(account, reject) });
  try {
    const added = vscode.commands.executeCommand('azureBatch.account.addWithKey', account.url);
    const id: unknown = await Promise.race([added, refused]);
    assert.ok(typeof id === 'string', 'the account was not added');
    return id;
  } finally {
    Object.assign(vscode.window, { createInputBox });
  }
}

/** Removes an account that a test added, if it could; the question is confirmed. */
export async function removeAccount(accountId: string | undefined): Promise<void> {
  // Without an account, the command would wait until one is picked.
  if (accountId === undefined) return;
  await answerModals(async () => {
    await vscode.commands.executeCommand('azureBatch.account.remove', { kind: 'account', accountId });
  });
}

/**
 * Runs `act` while every modal question is confirmed; returns the questions. In tests, VS Code shows no modal dialogs.
 */
export async function answerModals(act: () => Promise<void>): Promise<readonly string[]> {
  const asked: string[] = [];
  const { showWarningMessage } = vscode.window;
  const confirm = async (message: string, options: unknown, ...buttons: readonly string[]): Promise<unknown> => {
    const isModal = typeof options === 'object' && options !== null && Reflect.get(options, 'modal') === true;
    if (!isModal) return undefined;
    asked.push(message);
    // The confirming button; an irreversible action has another button first.
    return buttons.findLast((button) => button !== 'Show the Plan');
  };
  Object.assign(vscode.window, { showWarningMessage: confirm });
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { showWarningMessage });
  }
  return asked;
}
