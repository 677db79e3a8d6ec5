import type { ExamplesOf } from '../../engine/examples.ts';
import type { containerRules } from './container.ts';

export const containerExamples: ExamplesOf<typeof containerRules> = {
  'container-lacks-program': {
    examples: [
      'exec: "samtools": executable file not found in $PATH',
      'container_linux.go:348: starting container process caused "exec: \\"samtools\\": executable file not found in $PATH"',
      'FATAL:   "simpleFoam": executable file not found in $PATH',
      'panic: exec: "ffmpegx": executable file not found in $PATH',
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/app/solve": stat /app/solve: no such file or directory: unknown.',
      'Error: crun: executable file `solve` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
    ],
  },
  'container-program-not-executable': {
    examples: [
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "./run.sh": permission denied: unknown.',
      'exec /app/entrypoint.sh: permission denied',
      'container_linux.go:380: starting container process caused: exec: \\"/app/run.sh\\": permission denied: unknown',
    ],
  },
  'container-interpreter-missing': {
    examples: [
      'standard_init_linux.go:228: exec user process caused: no such file or directory',
      'standard_init_linux.go:190: exec user process caused "no such file or directory"',
      'exec /docker-entrypoint.sh: no such file or directory',
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec /opt/start.sh: no such file or directory: unknown.',
    ],
  },
  'container-folder-missing': {
    examples: [
      'docker: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: chdir to cwd ("/data/in") set in config.json failed: no such file or directory: unknown.',
      'OCI runtime create failed: container_linux.go:348: starting container process caused "chdir to cwd (\\"/work\\") set in config.json failed: no such file or directory": unknown',
      'Error: crun: chdir to `/srv/model`: No such file or directory: OCI runtime attempted to invoke a command that was not found',
      'Error: workdir "/srv/model" does not exist on container 5c1f0a9d2e7b',
    ],
  },
  'container-folder-denied': {
    examples: [
      'OCI runtime create failed: runc create failed: unable to start container process: chdir to cwd ("/mnt/batch/tasks/workitems/j/job-1/t/wd") set in config.json failed: permission denied: unknown',
      'docker: Error response from daemon: OCI runtime create failed: container_linux.go:348: starting container process caused "chdir to cwd (\\"/home/app\\") set in config.json failed: permission denied": unknown.',
      'Error: crun: chdir to `/root/work`: Permission denied: OCI permission denied',
    ],
  },
  'container-exec-format': {
    examples: [
      'exec /usr/local/bin/entrypoint.sh: exec format error',
      'standard_init_linux.go:228: exec user process caused: exec format error',
    ],
    not: ["OSError: [Errno 8] Exec format error: './tool'"],
  },
  'fork-exec-missing': {
    examples: [
      'fork/exec /opt/tools/align: no such file or directory',
      'docker: Error response from daemon: OCI runtime create failed: unable to retrieve OCI runtime error (open /run/containerd/io.containerd.runtime.v1.linux/moby/1038f5ace29c/log.json: no such file or directory): fork/exec /usr/bin/nvidia-container-runtime: no such file or directory: unknown.',
    ],
  },
  'docker-daemon-silent': {
    examples: [
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      "docker.errors.DockerException: Error while fetching server API version: UnixHTTPConnectionPool(host='localhost', port=None): Read timed out. (read timeout=60)",
      'error during connect: Get "http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.45/info": open //./pipe/docker_engine: The system cannot find the file specified.',
    ],
  },
  'docker-socket-denied': {
    examples: [
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.45/containers/json": dial unix /var/run/docker.sock: connect: permission denied',
      'docker: permission denied while trying to connect to the Docker API at unix:///var/run/docker.sock',
    ],
  },
  'docker-versions-differ': {
    examples: [
      'Error response from daemon: client version 1.44 is too new. Maximum supported API version is 1.41',
      'docker.errors.APIError: 400 Client Error: Bad Request ("client version 1.30 is too old. Minimum supported API version is 1.44, please upgrade your client to a newer version")',
      'level=error msg="cannot list containers: Error response from daemon: client version 1.24 is too old. Minimum supported API version is 1.40"',
    ],
  },
  'container-name-taken': {
    examples: [
      'docker: Error response from daemon: Conflict. The container name "/solver" is already in use by container "4f1a0c". You have to remove (or rename) that container to be able to reuse that name.',
      'Error: creating container storage: the container name "solver" is already in use by 4f1a0c. You have to remove that container to be able to reuse that name: that name is already in use',
    ],
  },
  'container-bind-source-missing': {
    examples: [
      'docker: Error response from daemon: invalid mount config for type "bind": bind source path does not exist: /mnt/shared/assets.',
    ],
  },
  'container-port-taken': {
    examples: [
      'docker: Error response from daemon: driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated.',
    ],
  },
  'container-no-loop-device': {
    examples: [
      'FATAL:   container creation failed: mount /proc/self/fd/3->/var/lib/apptainer/mnt/session/rootfs error: while mounting image /proc/self/fd/3: failed to find loop device: could not attach image file to loop device: no loop devices available',
    ],
  },
  'container-namespace-denied': {
    examples: [
      'Failed to create user namespace: user namespace disabled',
      'ERROR  : Failed to create user namespace: user namespace requires /proc/sys/kernel/unprivileged_userns_clone',
    ],
  },
  'sif-not-mounted': {
    examples: [
      'FATAL:   container creation failed: mount /proc/self/fd/3->/usr/local/var/apptainer/mnt/session/rootfs error: while mounting image: failed to mount squashfs filesystem: invalid argument',
      'FATAL:   container creation failed: unknown image format: file is empty',
    ],
  },
  'kernel-too-old': { examples: ['FATAL: kernel too old'] },
  'container-not-found': {
    examples: [
      'Error response from daemon: No such container: worker',
      'Error response from daemon: get scratch: no such volume: scratch',
    ],
  },
  'kubectl-no-server': {
    examples: ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'],
  },
  'kubectl-not-found': { examples: ['Error from server (NotFound): configmaps "settings" not found'] },
  'kubectl-exists': { examples: ['Error from server (AlreadyExists): jobs.batch "render" already exists'] },
  'kubectl-forbidden': {
    examples: [
      'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:ml:default" cannot list resource "pods" in API group "" in the namespace "ml"',
    ],
  },
  'kubectl-invalid': {
    examples: [
      'Error from server (Invalid): error when creating "job.yaml": Job.batch "render" is invalid: spec.template: field is immutable',
    ],
  },
  'kubectl-manifest-missing': { examples: ['error: the path "deploy/job.yaml" does not exist'] },
  'kubectl-refused': {
    examples: [
      'Error from server (BadRequest): container "main" in pod "render-0" is waiting to start: PodInitializing',
    ],
  },
  'kubelet-key-missing': {
    examples: [
      "  Warning  Failed     19s (x3 over 58s)  kubelet            Error: couldn't find key DB_URL in Secret ml/creds",
    ],
  },
  'helm-value-missing': {
    examples: [
      'Error: INSTALLATION FAILED: template: app/templates/job.yaml:12:20: executing "app/templates/job.yaml" at <.Values.image.tag>: nil pointer evaluating interface {}.tag',
    ],
  },
};
