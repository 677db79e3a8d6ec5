import type { Rules } from '../../engine/rule.ts';

/** Docker, containerd, Podman, Singularity and Apptainer. */
export const containerRules = {
  'container-pull-access-denied': {
    like: [
      'pull access denied',
      'manifest unknown',
      'repository does not exist',
      'requested access to the resource is denied',
      'name unknown:',
      'MANIFEST_UNKNOWN',
      'repository name not known',
      'no matching manifest for',
      'reading manifest sha',
      'initializing source docker',
      'Error initializing source',
      'ErrImagePull',
      'ImagePullBackOff',
      'unable to pull image',
      'failed to pull image',
      'Failed to pull image',
      'failed to pull and unpack',
      'error pulling image',
      'toomanyrequests',
      'pull rate limit',
      'Error parsing image name',
      'While making image from oci registry',
      'while fetching library image',
      'error fetching image to cache',
      'conveyor failed to get',
      'the requested image was not found',
      'image not known',
    ],
    unless: /no such host|Temporary failure in name|no space left|x509|certificate|tls:|: not found in local/,
    category: 'image-pull',
  },

  'container-manifest-for-not': { like: 'manifest for {what} not found', category: 'image-pull' },

  'container-unable-to-find': {
    like: "Unable to find image '{}' locally",
    category: 'image-pull',
    weight: 'hint',
  },

  'container-docker-unauthorized': {
    like: [
      'docker{}unauthorized: ',
      'daemon{}unauthorized: ',
      'registry{}unauthorized: ',
      'azurecr{}unauthorized: ',
      '/v2/{}unauthorized: ',
      'pull{}unauthorized: ',
      'image{}unauthorized: ',
      '^unauthorized: ',
      'UNAUTHORIZED: authentication',
    ],
    category: 'image-pull',
  },

  'container-failed-to-resolve': {
    like: [
      'failed to resolve reference',
      'http://{}/v2/{}manifests',
      'https://{}/v2/{}manifests',
      'https://{}/v2/{}blobs',
      'https://{}/v2/": ',
    ],
    unless: /no such host|name resolution|x509|certificate|tls:|no space/,
    category: 'image-pull',
    weight: 'cause',
  },

  'container-no-such-host': {
    like: 'no such host',
    category: 'network-dns',
    match: /lookup (?<what>[\w.-]+)(?: on [\d.:[\]]+)?: no such host/,
  },

  'container-x509': { like: ['x509: ', 'tls: failed to verify'], category: 'network-tls' },

  'container-executable-file-not': {
    like: [
      '"{what}": executable file not found',
      'exec: "{what}": executable file not found',
      '""{what}": executable file not found',
    ],
    category: 'missing-program',
  },

  'container-exec-stat-no': {
    like: [
      'exec: "{what}": stat {}: no such file or directory',
      'exec: \\"{what}\\": stat {}: no such file or directory',
    ],
    category: 'missing-program',
  },

  'container-exec-user-process': {
    like: [
      'exec user process caused no such file',
      'exec user process caused "no such file',
      'exec user process caused: no such file',
      'exec user process caused: "no such file',
    ],
    category: 'missing-program',
  },

  'container-exec-user-process-caused': {
    like: [
      'exec user process caused exec format error',
      'exec user process caused "exec format error',
      'exec user process caused: exec format error',
      'exec user process caused: "exec format error',
      '^exec {}: exec format error',
    ],
    category: 'dependency-version',
  },

  'container-fork-exec-no': {
    like: 'fork/exec {what}: no such file or directory',
    category: 'missing-program',
    narrow: 'unmistakable',
  },

  'container-fork-exec-permission': {
    like: 'fork/exec {what}: permission denied',
    category: 'permission',
    narrow: 'unmistakable',
  },

  'container-exec-no-such': { like: '^exec {what}: no such file or directory', category: 'missing-program' },

  'container-cannot-connect-to': {
    like: ['Cannot connect to the Docker daemon', 'Is the docker daemon running', 'error during connect'],
    category: 'service',
  },

  'container-permission-denied-while': {
    like: ['permission denied while trying to connect to the Docker', 'Got permission denied while trying'],
    category: 'permission',
  },

  'container-invalid-reference-format': { like: 'invalid reference format', category: 'bad-arguments' },

  'container-is-already-in': {
    like: ['is already in use by container', 'Conflict. The container name'],
    category: 'conflict',
  },

  'container-bind-source-path': {
    like: 'bind source path does not exist: {what}',
    category: 'missing-file',
  },

  'container-kubelet-error-couldn': {
    like: "kubelet {}Error: couldn't find key {what} in ",
    category: 'bad-arguments',
    weight: 'verdict',
  },

  'container-the-connection-to': { like: 'The connection to the server {what} was refused', category: 'network' },

  'container-error-from-server': { like: 'Error from server (NotFound): ', category: 'missing-file' },

  'container-error-from-server-alreadyexists': { like: 'Error from server (AlreadyExists): ', category: 'conflict' },

  'container-error-from-server-invalid': { like: 'Error from server (Invalid): ', category: 'bad-input' },

  'container-error-from-server-badrequest': { like: 'Error from server (BadRequest): ', category: 'bad-arguments' },

  'container-error-from-server-forbidden': { like: 'Error from server (Forbidden): ', category: 'permission' },
  // A value that a chart is not given.
  'container-at-values-nil': { like: 'at <.Values.{what}>: nil pointer evaluating', category: 'bad-arguments' },

  'container-error-the-path': { like: '^error: the path "{what}" does not exist', category: 'missing-file' },

  'container-no-loop-devices': { like: 'no loop devices available', category: 'node', narrow: 'unmistakable' },

  'container-port-is-already': { like: 'port is already allocated', category: 'network' },

  'container-cannot-be-used': {
    like: ['cannot be used on this platform', 'does not match the specified platform'],
    category: 'dependency-version',
  },

  'container-failed-to-register': { like: 'failed to register layer: {}no space left', category: 'disk-full' },

  'container-fatal-could-not': {
    like: ['FATAL:   could not open image', 'FATAL:   Unable to open image', 'FATAL:   While checking image'],
    category: 'missing-file',
    narrow: 'stated',
  },

  'container-could-not-use': {
    like: ['could not use fakeroot', 'user namespace disabled', 'Failed to create user namespace', 'no setuid'],
    category: 'permission',
  },

  'container-failed-to-mount': {
    like: [
      'failed to mount squashfs',
      'unknown image format',
      'image format not recognized',
      'is not a valid squashfs',
      'while loading plugins',
    ],
    category: 'bad-input',
  },

  'container-fatal-kernel-too': { like: 'FATAL: kernel too old', category: 'dependency-version' },

  'container-no-such': {
    like: ['No such container', 'No such image', 'No such volume'],
    category: 'missing-file',
    weight: 'cause',
  },

  'container-see-docker-run': { like: "See 'docker run --help'", category: 'other', weight: 'hint', narrow: 'other' },

  'container-requested-image-s': { like: "requested image's platform", category: 'dependency-version', weight: 'hint' },
} satisfies Rules;
