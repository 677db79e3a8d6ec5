import * as l10n from '@vscode/l10n';
import type { Rules } from '../../engine/finding.ts';

/** Rules for containers that can't run, reported by Docker, containerd, runc, Podman, Singularity, and Apptainer. */
export const containerRules = {
  'container-lacks-program': {
    like: [
      'exec: \\"{what}\\": executable file not found',
      '"{what}": executable file not found',
      'exec: "{what}": stat {}: no such file or directory',
      'exec: \\"{what}\\": stat {}: no such file or directory',
      'crun: executable file `{what}` not found',
      "docker: '{what}' is not a docker command",
    ],
    category: 'missing-program',
    fix: () => [
      l10n.t(
        "Correct the command line, or add the program to the image: programs on the node aren't visible in the container.",
      ),
    ],
  },
  'container-program-not-executable': {
    like: [
      'exec: \\"{what}\\": permission denied',
      'exec: "{what}": permission denied',
      '^exec {what}: permission denied',
    ],
    category: 'permission',
    fix: () => [l10n.t('Make the file executable in the image (RUN chmod +x), or call its interpreter.')],
  },
  'container-interpreter-missing': {
    like: [
      'exec user process caused no such file',
      'exec user process caused "no such file',
      'exec user process caused: no such file',
      'exec user process caused: "no such file',
      // Runtimes look up the program first, so these messages are about its interpreter or loader.
      '^exec {}: no such file or directory',
      'container process: exec {}: no such file or directory',
    ],
    category: 'missing-program',
    says: () => l10n.t("The image doesn't have the program's interpreter or loader"),
    fix: () => [
      l10n.t(
        "Check the script's first line: the image must have that interpreter, and the line must not have a Windows line ending.",
      ),
      l10n.t("A program built for glibc doesn't start on Alpine: build it statically or change the base image."),
    ],
  },
  'container-folder-missing': {
    like: [
      'chdir to cwd ("{what}") set in config.json failed: no such file',
      'chdir to cwd (\\"{what}\\") set in config.json failed: no such file',
      'crun: chdir to `{what}`: No such file or directory',
      'workdir "{what}" does not exist on container',
    ],
    category: 'missing-file',
    says: () => l10n.t("The folder in which the container starts isn't in the image"),
    fix: () => [
      l10n.t(
        'Create the folder in the image, or start in another one: `workingDirectory` in the container settings, or `--workdir`.',
      ),
    ],
  },
  'container-folder-denied': {
    like: [
      'chdir to cwd ("{what}") set in config.json failed: permission denied',
      'chdir to cwd (\\"{what}\\") set in config.json failed: permission denied',
      'crun: chdir to `{what}`: Permission denied',
    ],
    category: 'permission',
    fix: () => [
      l10n.t(
        "Run the container as the task's user (without `--user`), or give its user the right to enter the folder: run the task as a pool administrator.",
      ),
    ],
  },
  'container-exec-format': {
    like: [
      'exec user process caused exec format error',
      'exec user process caused "exec format error',
      'exec user process caused: exec format error',
      'exec user process caused: "exec format error',
      '^exec {what}: exec format error',
    ],
    category: 'dependency-version',
    says: () => l10n.t('The program is built for a different processor, or its script has no #! line'),
    fix: () => [
      l10n.t("Build the image for the nodes' platform (`docker build --platform linux/amd64`)."),
      l10n.t('Begin the script with #! and its interpreter.'),
    ],
  },
  'fork-exec-missing': {
    like: 'fork/exec {what}: no such file or directory',
    category: 'missing-program',
    narrow: 'unmistakable',
  },

  'docker-daemon-silent': {
    like: [
      'Cannot connect to the Docker daemon',
      'Is the docker daemon running',
      'error during connect: ',
      'UnixHTTPConnectionPool(',
      'Cannot connect to Podman',
    ],
    category: 'service',
    says: () => l10n.t("The Docker daemon can't be reached from the task"),
    fix: () => [
      l10n.t(
        "If the task runs in a container, mount the node's socket (-v /var/run/docker.sock:/var/run/docker.sock in its run options), or name the image in its container settings instead.",
      ),
      l10n.t('Otherwise, use an image for container workloads with a container configuration on the pool.'),
    ],
  },
  'docker-socket-denied': {
    like: ['permission denied while trying to connect to the Docker', 'docker.sock: connect: permission denied'],
    category: 'permission',
    says: () => l10n.t("The task's user isn't allowed to use Docker"),
    fix: () => [
      l10n.t(
        "Give the task an elevated user identity, or use the task's container settings instead of calling docker.",
      ),
    ],
  },
  'docker-versions-differ': {
    like: ['client version {} is too new. Maximum supported', 'client version {} is too old. Minimum supported'],
    category: 'dependency-version',
    says: () => l10n.t("The Docker client and the node's Docker engine are of versions that don't fit"),
    fix: () => [
      l10n.t('Install the Docker client in the version of the engine, which `docker version` shows.'),
      l10n.t("Otherwise, set DOCKER_API_VERSION to one that the engine's message allows."),
    ],
  },
  'container-name-taken': {
    like: ['he container name "{what}" is already in use', '{what} is already in use by container'],
    category: 'conflict',
    fix: () => [l10n.t('Omit the name or derive it from the task ID, and run with --rm.')],
  },
  'container-bind-source-missing': { like: 'bind source path does not exist: {what}', category: 'missing-file' },
  'container-port-taken': {
    like: 'port is already allocated',
    category: 'network',
    says: () => l10n.t('Another container on the node is using the port'),
    fix: () => [
      l10n.t(
        'Tasks on the same node share its ports: have each task use a free one (port 0), or run one task per node.',
      ),
    ],
  },
  'container-no-loop-device': { like: 'no loop devices available', category: 'node', narrow: 'unmistakable' },

  'container-namespace-denied': {
    like: ['could not use fakeroot', 'user namespace disabled', 'Failed to create user namespace', 'no setuid'],
    category: 'permission',
    says: () => l10n.t("The node doesn't allow rootless containers"),
    fix: () => [l10n.t('Run the task with an elevated user identity, or allow user namespaces in the start task.')],
  },
  'sif-not-mounted': {
    like: [
      'failed to mount squashfs',
      'unknown image format',
      'image format not recognized',
      'is not a valid squashfs',
    ],
    category: 'bad-input',
  },
  'kernel-too-old': { like: 'FATAL: kernel too old', category: 'dependency-version' },
  'container-not-found': { like: ['No such container: {what}', 'o such volume: {what}'], category: 'missing-file' },
  'kubectl-no-server': { like: 'The connection to the server {what} was refused', category: 'network' },
  'kubectl-not-found': { like: 'Error from server (NotFound): {}"{what}" not found', category: 'missing-file' },
  'kubectl-exists': { like: 'Error from server (AlreadyExists): {}"{what}" already', category: 'conflict' },
  'kubectl-forbidden': { like: 'Error from server (Forbidden): ', category: 'permission' },
  'kubectl-invalid': { like: 'Error from server (Invalid): ', category: 'bad-input' },
  'kubectl-manifest-missing': { like: '^error: the path "{what}" does not exist', category: 'missing-file' },
  'kubectl-refused': { like: 'Error from server (BadRequest): ', category: 'bad-arguments' },
  'kubelet-key-missing': {
    like: "kubelet {}Error: couldn't find key {what} in ",
    category: 'bad-arguments',
    weight: 'verdict',
  },
  // A value that is not provided to a chart.
  'helm-value-missing': { like: 'at <.Values.{what}>: nil pointer evaluating', category: 'bad-arguments' },
} satisfies Rules;
