/** Milliseconds between checks whether npm still exists. */
const npmCheckMs = 200;

/**
 * npm passes signals on to a shell that dies of them without telling us. Then we notice that our parent has gone, and
 * take it as if we had been told.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, npmCheckMs).unref();
}
