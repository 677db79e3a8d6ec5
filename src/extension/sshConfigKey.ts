/** Where VS Code's global state says that the user's `ssh_config` may have entries of ours: nobody's is read for nothing. */
export const sshConfigKey = 'azureBatch.sshConfigEntries';
