/** Source that VS Code shows next to this extension's problems. */
export const diagnosticSource = 'Azure Batch';
