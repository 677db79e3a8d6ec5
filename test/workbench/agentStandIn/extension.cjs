const vscode = require('vscode');

/** Calls a tool, and returns its answer as text. */
async function call(name, input, token) {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** Carries out the calls that a test requests, until the test has ended. */
async function serve(url) {
  for (;;) {
    const { name, input } = await (await fetch(`${url}/next`)).json();
    const source = new vscode.CancellationTokenSource();
    fetch(`${url}/given-up`).then(
      () => source.cancel(),
      () => undefined,
    );
    const answer = await call(name, input, source.token).catch((error) => error.message);
    await fetch(`${url}/answer`, { method: 'POST', body: answer });
  }
}

exports.activate = () => {
  const { AGENT_STAND_IN: url } = process.env;
  if (url !== undefined) serve(url).catch(() => undefined);
  return { call };
};
