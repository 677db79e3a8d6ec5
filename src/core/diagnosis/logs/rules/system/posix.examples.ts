import type { ExamplesOf } from '../../engine/examples.ts';
import type { posixRules } from './posix.ts';

export const posixExamples: ExamplesOf<typeof posixRules> = {
  'posix-enoent': {
    examples: [
      'list.txt: No such file or directory',
      '/proc/out.mp4: No such file or directory',
      'in/shot_010.mp4: No such file or directory',
    ],
  },
  'posix-eacces': {
    examples: [
      'o/out.mp4: Permission denied',
      ' ---> System.IO.IOException: Permission denied',
      "Error: EACCES: permission denied, open '/etc/x'",
    ],
  },
  'posix-eperm': {
    examples: [
      'ptrace: Operation not permitted.',
      'opening /dev/fuse: Operation not permitted',
      'Operation not permitted while mounting overlay',
    ],
  },
  'posix-erofs': {
    examples: ['Read-only file system (os error 30)', "Error: EROFS: read-only file system, open '/app/log.txt'"],
  },
  'posix-enospc': {
    examples: [
      'Error: ENOSPC: no space left on device, write',
      'flush of frame 12 failed: No space left on device',
      'av_interleaved_write_frame(): No space left on device',
    ],
  },
  'posix-edquot': {
    examples: [
      'write: Disk quota exceeded',
      'IOError: [Errno 122] Disk quota exceeded',
      'FATAL io.c:212 write_checkpoint: Disk quota exceeded',
    ],
  },
  'posix-efbig': { examples: ['write error: File too large', "OSError: [Errno 27] File too large: 'out.bin'"] },
  'posix-enomem': {
    examples: [
      'mmap failed: Cannot allocate memory',
      'OSError: [Errno 12] Cannot allocate memory',
      'sim: cannot allocate memory for 1200000 cells',
    ],
  },
  'posix-econnrefused': {
    examples: [
      'http://127.0.0.1:9/a.mp4: Connection refused',
      ' ---> System.Net.Sockets.SocketException (111): Connection refused',
      'System.Net.Sockets.SocketException (0x80004005): Connection refused',
    ],
  },
  'posix-econnreset': {
    examples: [
      'read: connection reset by peer',
      'ConnectionResetError: [Errno 104] Connection reset by peer',
      '    if i==2: raise ConnectionResetError(104,"Connection reset by peer")',
    ],
  },
  'posix-etimedout': {
    examples: [
      'dial tcp 10.1.0.4:5432: connect: connection timed out',
      'TimeoutError: [Errno 110] Connection timed out',
    ],
  },
  'posix-enetunreach': { examples: ['Network is unreachable'] },
  'posix-ehostunreach': {
    examples: [
      'No route to host',
      'OSError: [Errno 113] No route to host',
      'socketStartConnect: Connect to 10.0.0.14<52822> failed : No route to host',
    ],
  },
  'posix-eaddrinuse': {
    examples: [
      'bind: address already in use',
      'OSError: [Errno 98] Address already in use',
      "java.net.BindException: Address already in use: Service 'SparkUI' failed after 16 retries (starting from 4040)! Consider explicitly setting the appropriate port for the service 'SparkUI' (for example spark.ui.port for SparkUI) to an available port or increasing spark.port.maxRetries.",
    ],
  },
  'posix-eai-noname': {
    examples: [
      'socket.gaierror: [Errno -2] Name or service not known',
      'worker: cannot reach scheduler: Name or service not known',
      'urllib.error.URLError: <urlopen error [Errno -2] Name or service not known>',
    ],
  },
  'posix-eai-again': {
    examples: [
      'Temporary failure in name resolution',
      'socket.gaierror: [Errno -3] Temporary failure in name resolution',
    ],
  },
  'posix-host-not-resolved': {
    examples: [
      'could not resolve host data.contoso.com',
      'Could not resolve hostname data.example.com',
      'curl#6 - "Could not resolve host: mirrorlist.centos.org; Unknown error"',
    ],
  },
  'posix-etxtbsy': { examples: ["cp: cannot create regular file 's': Text file busy"] },
  'posix-eagain': {
    examples: [
      '  what():  Resource temporarily unavailable',
      'Error message: resource temporarily unavailable',
      'indexer: cannot lock db.lck: Resource temporarily unavailable',
    ],
  },
  'posix-eexist': {
    examples: ["FileExistsError: [Errno 17] File exists: 'out'", "ln: failed to create symbolic link 'b': File exists"],
  },
  'posix-enotempty': { examples: ["rmdir: failed to remove 'tmpdir': Directory not empty"] },
  'posix-eisdir': { examples: ['cat: d: Is a directory', "IsADirectoryError: [Errno 21] Is a directory: '/tmp'"] },
  'posix-enotdir': {
    examples: ["NotADirectoryError: [Errno 20] Not a directory: 'in/list.txt/a'", 'cd: list.txt: Not a directory'],
  },
  'posix-e2big': {
    examples: ["OSError: [Errno 7] Argument list too long: '/bin/sh'", 'execve: argument list too long'],
  },
  'posix-enametoolong': {
    examples: ['OSError: [Errno 36] File name too long', "touch: cannot touch 'aaaaaaaaaaaaaaaa': File name too long"],
  },
  'posix-ebusy': {
    examples: ['umount: /mnt/data: device or resource busy', "OSError: [Errno 16] Device or resource busy: '.nfs0000'"],
  },
  'posix-eio': { examples: ['Input/output error on /dev/sdb1'] },
  'posix-estale': { examples: ['NFS: Stale file handle'] },
  'posix-enotconn': {
    examples: [
      "ls: cannot access '/mnt/blob': Transport endpoint is not connected",
      'run.sh: line 4: cd: /mnt/blob: Transport endpoint is not connected',
      "OSError: [Errno 107] Transport endpoint is not connected: '/mnt/blob/in.csv'",
      'java.io.FileNotFoundException: /mnt/blob/in.csv (Transport endpoint is not connected)',
      "cp: cannot stat 'data': Transport endpoint is not connected",
      'PHP Warning:  fopen(/mnt/blob/a.txt): failed to open stream: Transport endpoint is not connected',
    ],
  },
  'posix-enotconn-of-socket': {
    examples: [
      ['    self.sock.shutdown(socket.SHUT_RDWR)', 'OSError: [Errno 107] Transport endpoint is not connected'],
      ['java.io.IOException: Transport endpoint is not connected', '\tat sun.nio.ch.Net.shutdown(Native Method)'],
      'java.io.IOException: readAddress() failed: Transport endpoint is not connected',
      'socket_getpeername(): unable to retrieve peer name [107]: Transport endpoint is not connected',
      'Error: Os { code: 107, kind: NotConnected, message: "Transport endpoint is not connected" }',
      'read tcp 10.1.0.4:51822->10.1.0.9:443: transport endpoint is not connected',
    ],
  },
  'posix-emfile': { examples: ['Error: Too many open files'] },
  'posix-enoexec': {
    examples: ['cannot execute binary file: Exec format error', "OSError: [Errno 8] Exec format error: './tool'"],
  },
};
