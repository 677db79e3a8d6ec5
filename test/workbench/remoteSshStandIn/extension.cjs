const { commands } = require('vscode');

/** What the command was called with, which tests read. */
const calls = [];

exports.activate = ({ subscriptions }) => {
  subscriptions.push(commands.registerCommand('opensshremotes.openEmptyWindow', (options) => calls.push(options)));
  return { calls };
};
