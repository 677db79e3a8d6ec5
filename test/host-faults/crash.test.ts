test('a test that takes the extension host with it', async () => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
});
