const { commands } = require('vscode');

/** Arguments of the command's calls, for tests to read. */
const calls = [];

exports.activate = ({ subscriptions }) => {
  subscriptions.push(commands.registerCommand('opensshremotes.openEmptyWindow', (options) => calls.push(options)));
  return { calls };
};
