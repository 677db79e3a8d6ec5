import type { ExamplesOf } from '../../engine/examples.ts';
import type { imageRules } from './images.ts';

export const imageExamples: ExamplesOf<typeof imageRules> = {
  'image-pulls-limited': {
    examples: [
      'docker: Error response from daemon: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit.',
      'Error: initializing source docker://ubuntu:24.04: reading manifest 24.04 in docker.io/library/ubuntu: toomanyrequests: You have reached your pull rate limit.',
      'ctr: failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/python/manifests/sha256:0d1f: 429 Too Many Requests - Server message: toomanyrequests',
    ],
    not: ['429 Too Many Requests'],
  },
  'image-registry-firewall': {
    examples: [
      'Error response from daemon: Get "https://contoso.azurecr.io/v2/render/manifests/3.2": denied: client with IP \'20.61.1.2\' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.',
    ],
  },
  'image-does-not-exist': {
    examples: [
      [
        'ImagePullBackOff: Back-off pulling image "contoso/render:9"',
        'ErrImagePull: rpc error: code = Unknown desc = Error response from daemon: manifest for contoso/render:9 not found: manifest unknown: manifest unknown',
      ],
      'manifest for contoso/app:9 not found: manifest unknown',
      'Error response from daemon: manifest for contoso/solver:3.9 not found: manifest unknown: manifest unknown',
      'Error: initializing source docker://contoso.azurecr.io/render:4: reading manifest 4 in contoso.azurecr.io/render: manifest unknown: manifest tagged by "4" is not found',
      'ctr: failed to resolve reference "docker.io/contoso/render:9": docker.io/contoso/render:9: not found',
      'Error response from daemon: No such image: contoso/render:9',
    ],
    not: ["Unable to find image 'contoso/render:3.2' locally"],
  },
  'image-format-retired': {
    examples: [
      'Error response from daemon: application/vnd.docker.distribution.manifest.v1+prettyjws not supported',
      '[DEPRECATION NOTICE] Docker Image Format v1 and Docker Image manifest version 2, schema 1 support is disabled by default and will be removed in an upcoming release.',
      'error building image: unsupported MediaType: "application/vnd.docker.distribution.manifest.v1+prettyjws", see https://github.com/google/go-containerregistry/issues/377',
    ],
    not: ['do request request.header.accept="application/vnd.docker.distribution.manifest.v1+prettyjws, */*"'],
  },
  'image-platform-missing': {
    examples: [
      'docker: no matching manifest for linux/arm64/v8 in the manifest list entries.',
      'ctr: failed to unpack image: no match for platform in manifest sha256:77af: not found',
    ],
  },
  'image-platform-differs': {
    examples: [
      'docker: image operating system "windows" cannot be used on this platform.',
      'docker: Error response from daemon: image with reference contoso/render:3.2 was found but its platform (linux/arm64) does not match the specified platform (linux/amd64)',
    ],
  },
  'image-platform-warned': {
    examples: [
      "WARNING: The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64/v3) and no specific platform was requested",
    ],
  },
  'image-access-denied': {
    examples: [
      "docker: Error response from daemon: pull access denied for contoso/render, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      'ctr: failed to resolve reference "contoso.azurecr.io/train:7": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
      'docker: Error response from daemon: Head "https://contoso.azurecr.io/v2/render/manifests/3.2": unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.',
      'Error: initializing source docker://contoso.azurecr.io/render:3.2: unable to retrieve auth token: invalid username/password: unauthorized: authentication required',
    ],
    not: ['HTTP request sent, awaiting response... 401 Unauthorized'],
  },
  'image-registry-unreachable': {
    examples: [
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
      'docker: Error response from daemon: Get "https://contoso.azurecr.io/v2/": context deadline exceeded',
    ],
  },
  'image-not-pulled': {
    examples: [
      'Failed to pull image "contoso.azurecr.io/render:3.2": rpc error: code = Unknown desc = EOF',
      'could not pull image contoso/render:3.2',
    ],
  },
  'image-pull-given-up': {
    examples: [
      'ErrImagePull',
      'ImagePullBackOff',
      'FATAL:   Unable to handle docker://contoso/render:3.2 uri: failed to get checksum for docker://contoso/render:3.2: EOF',
      'FATAL:   While making image from oci registry: error fetching image to cache: while building SIF from layers: conveyor failed to get: EOF',
    ],
  },
  'image-not-here-yet': { examples: ["Unable to find image 'contoso.azurecr.io/render:3.2' locally"] },
  'image-layers-fill-disk': {
    examples: [
      'failed to register layer: write /opt/conda/lib/libmkl_core.so.2: no space left on device',
      'Error: copying system image from manifest list: writing blob: adding layer with blob "sha256:9c1b": processing tar file(write /usr/lib/libcudart.so: no space left on device): exit status 1',
      'docker: Error response from daemon: mkdir /var/lib/docker/overlay2/4f1a-init: no space left on device.',
    ],
  },
  'image-name-malformed': {
    examples: [
      'docker: invalid reference format: repository name must be lowercase.',
      'Error: parsing reference "https://contoso.azurecr.io/render:3.2": invalid reference format',
    ],
  },
};
