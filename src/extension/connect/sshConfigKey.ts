/**
 * Key in VS Code's global state that records whether the user's `ssh_config` may have our entries; otherwise the file
 * is not read.
 */
export const sshConfigKey = 'azureBatch.sshConfigEntries';
