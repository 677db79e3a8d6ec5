/** Name that VS Code shows beside our problems. */
export const diagnosticSource = 'Azure Batch';
