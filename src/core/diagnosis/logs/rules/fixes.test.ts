import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

/** A line of real output, and words of its rule's first advice. */
const calls: readonly (readonly [line: string, words: RegExp])[] = [
  ['unauthorized: authentication required', /AcrPull/],
  ['toomanyrequests: You have reached your pull rate limit.', /Container Registry/],
  ['manifest unknown', /tag/],
  ['dial unix /var/run/docker.sock: connect: permission denied', /container settings/],
  ['failed to register layer: write /lib/x: no space left on device', /smaller images/],
  ['RESPONSE 403: AuthorizationPermissionMismatch', /data role/],
  ['ErrorCode:AuthorizationFailure', /firewall/],
  ['ManagedIdentityCredential authentication unavailable', /AZURE_CLIENT_ID/],
  ['blob: AuthenticationFailed: Server failed to authenticate the request.', /quoted/],
  ['ErrorCode:PublicAccessNotPermitted', /no credentials/],
  ['ErrorCode: ServerBusy', /several storage accounts/],
  ['sqlite3.OperationalError: database is locked', /one writer/],
  ["./prog: libc.so.6: version `GLIBC_2.99' not found (required by ./prog)", /newer distribution/],
  ['./prog: symbol lookup error: ./prog: undefined symbol: f', /one installation/],
  ['torch.cuda.OutOfMemoryError: CUDA out of memory.', /smaller batch/],
  ['RuntimeError: Found no NVIDIA driver on your system.', /install a driver/],
  ['RuntimeError: CUDA error: no kernel image is available', /compute capability/],
  ['RuntimeError: CUDA error: device-side assert triggered', /CUDA_LAUNCH_BLOCKING/],
  ['DistBackendError: NCCL error in ProcessGroupNCCL.cpp:1970', /NCCL_DEBUG/],
  ['NVRM: Xid (PCI:0001:00:00): 79, GPU has fallen off the bus.', /hardware/],
  ['run.sh: line 7:  4417 Killed                  python3 train.py', /task slots/],
  ['There are not enough slots available in the system', /AZ_BATCH_HOST_LIST/],
  ['mpirun has detected an attempt to run as root: --allow-run-as-root', /ordinary user/],
  ['E: Could not get lock /var/lib/dpkg/lock-frontend.', /DPkg::Lock::Timeout/],
  ['E: Unable to locate package ffmpeg', /apt-get update/],
  ['E: dpkg was interrupted, you must manually run', /--configure -a/],
  ["E: The repository 'http://deb.debian.org/debian stretch Release' does not have a Release file.", /newer image/],
  ["fatal: Unable to create '/wd/.git/index.lock': File exists.", /working directory/],
  ["fatal: could not read Username for 'https://git.contoso.com': No such device or address", /token/],
  ["fatal: detected dubious ownership in repository at '/mnt/src'", /safe\.directory/],
  ['error: externally-managed-environment', /venv/],
  ["CondaError: Run 'conda init' before 'conda activate'", /conda\.sh/],
  ['CondaToSNonInteractiveError: Terms of Service have not been accepted', /conda tos accept/],
  ['Error: Directory cannot be locked. Please make sure that no other Snakemake process', /--unlock/],
  ['  Missing output file(s) `*.bam` expected by process `ALIGN (s1)`', /pattern/],
  ['distributed.nanny - WARNING - Worker exceeded 95% memory budget.  Restarting', /memory.limit/],
  ['   > Could not find com.contoso:core:2.1.0.', /repository/],
  ['ORTE was unable to reliably start one or more daemons.', /inter-node communication/],
];

for (const [line, words] of calls)
  test(`advice is given for: ${line}`, () => assert.match(explainLog(line)?.fixes[0]?.text ?? '', words));
