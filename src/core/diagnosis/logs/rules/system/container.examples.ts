import type { ExamplesOf } from '../../engine/examples.ts';
import type { containerRules } from './container.ts';

export const containerExamples: Partial<ExamplesOf<typeof containerRules>> = {
  'container-pull-access-denied': {
    examples: ['ErrImagePull', 'ImagePullBackOff', 'error pulling image: unauthorized'],
  },
  'container-manifest-for-not': {
    examples: [
      'manifest for contoso/app:9 not found: manifest unknown',
      'Error response from daemon: manifest for contoso/solver:3.9 not found: manifest unknown: manifest unknown',
    ],
  },
  'container-unable-to-find': { examples: ["Unable to find image 'contoso.azurecr.io/render:3.2' locally"] },
  'container-failed-to-resolve': {
    examples: [
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'ctr: failed to resolve reference "contoso.azurecr.io/train:7": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
      'docker: Error response from daemon: Head "https://contoso.azurecr.io/v2/render/manifests/3.2": unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.',
    ],
  },
  'container-x509': {
    examples: [
      'x509: certificate signed by unknown authority',
      'publish: Get "https://127.0.0.1:42575": x509: certificate signed by unknown authority',
      'docker: Error response from daemon: Get "https://registry.contoso.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority.',
    ],
  },
  'container-executable-file-not': {
    examples: [
      'exec: "samtools": executable file not found in $PATH',
      'FATAL:   "simpleFoam": executable file not found in $PATH',
      'panic: exec: "ffmpegx": executable file not found in $PATH',
    ],
  },
  'container-fork-exec-no': {
    examples: [
      'fork/exec /opt/tools/align: no such file or directory',
      'docker: Error response from daemon: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v1.linux/moby/1038f5ace29cf151f9d9dcbb991037c88f6bf5bd533d3c0fada5fe32134ba828/log.json: no such file or directory): fork/exec /usr/bin/nvidia-container-runtime: no such file or directory: unknown.',
    ],
  },
  'container-exec-no-such': { examples: ['exec /app/entrypoint.sh: no such file or directory'] },
  'container-cannot-connect-to': {
    examples: [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'docker: Cannot connect to the Docker daemon at unix:///var/run/none.sock. Is the docker daemon running?',
    ],
  },
  'container-invalid-reference-format': {
    examples: ['docker: invalid reference format: repository name must be lowercase.'],
  },
  'container-bind-source-path': {
    examples: [
      'docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /mnt/shared/assets.',
    ],
  },
  'container-kubelet-error-couldn': {
    examples: [
      "  Warning  Failed     19s (x3 over 58s)  kubelet            Error: couldn't find key DB_URL in Secret ml/creds",
    ],
  },
  'container-the-connection-to': {
    examples: ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'],
  },
  'container-error-from-server': { examples: ['Error from server (NotFound): configmaps "settings" not found'] },
  'container-at-values-nil': {
    examples: [
      'Error: INSTALLATION FAILED: template: app/templates/job.yaml:12:20: executing "app/templates/job.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag',
    ],
  },
  'container-port-is-already': {
    examples: [
      'docker: Error response from daemon: driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated.',
    ],
  },
  'container-cannot-be-used': {
    examples: ['docker: image operating system "windows" cannot be used on this platform.'],
  },
  'container-failed-to-register': {
    examples: ['failed to register layer: write /opt/conda/lib/libmkl_core.so.2: no space left on device'],
  },
  'container-could-not-use': { examples: ['Failed to create user namespace: user namespace disabled'] },
  'container-failed-to-mount': {
    examples: [
      'FATAL:   container creation failed: mount /proc/self/fd/3->/usr/local/var/apptainer/mnt/session/rootfs error: while mounting image: failed to mount squashfs filesystem: invalid argument',
    ],
  },
  'container-fatal-kernel-too': { examples: ['FATAL: kernel too old'] },
  'container-no-such': { examples: ['Error response from daemon: No such container: worker'] },
};
