import { journey } from '../journeys/journey.ts';

journey(
  'the skill for agents opens from the installed package',
  {
    name: 'skill',
    settings: { 'chat.disableAIFeatures': false },
  },
  async (workbench) => {
    await workbench.runCommand('Chat: Configure Skills...');
    await workbench.quickInput.choose('azure-batch-failures');
    await workbench.editor.waitForLine('name: azure-batch-failures');
  },
);
