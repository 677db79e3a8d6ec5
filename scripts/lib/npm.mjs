/** Milliseconds between checks whether npm still exists. */
const npmCheckMs = 200;

/**
 * npm passes signals to a shell that ends without forwarding them. This process then notices that its parent is gone,
 * and handles that like the signal.
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
