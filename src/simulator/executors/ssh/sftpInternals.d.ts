import 'ssh2';

declare module 'ssh2' {
  /**
   * Exit status that `sftp` and `scp` wait for at the end: ssh2 closes the channel of a subsystem without one, and
   * OpenSSH's clients then report a failure. ssh2 offers no public way to send one.
   */
  interface SFTPWrapper {
    readonly _protocol: { exitStatus(channelId: number, status: number): void };
    readonly outgoing: { readonly id: number };
  }
}
