/**
 * Key in VS Code's global state that says whether the user's `ssh_config` may have entries of ours; otherwise the file
 * is not read.
 */
export const sshConfigKey = 'azureBatch.sshConfigEntries';
