// Stands in bundles for semver (see `alias` in ../../build.mjs): the Node of every VS Code that we support is new enough.
exports.satisfies = () => true;
