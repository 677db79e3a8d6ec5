/** Whose problems ours are, as VS Code shows it beside them. */
export const diagnosticSource = 'Azure Batch';
