import { createHash } from 'node:crypto';

/**
 * Returns the package's content as a CycloneDX 1.6 document (https://cyclonedx.org/docs/1.6/json/). Equal bundles give
 * equal documents.
 */
export function toSbom(ours, packages) {
  const root = `${ours.name}@${ours.version}`;
  const components = packages.map(toComponent);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${toUuid(JSON.stringify([root, components]))}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: ours.name,
        version: ours.version,
        publisher: ours.publisher,
        licenses: [{ license: { id: ours.license } }],
      },
    },
    components,
    dependencies: [{ ref: root, dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

function toComponent({ name, version, license, bytes }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const bundles = Object.keys(bytes).sort();
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    licenses: [{ license: { id: license } }],
    purl,
    properties: bundles.map((value) => ({ name: 'bundle', value: `dist/${value}.cjs` })),
  };
}

/** Returns a UUID (version 8, custom format) that is always the same for the same content. */
function toUuid(content) {
  const hex = createHash('sha256').update(content).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
