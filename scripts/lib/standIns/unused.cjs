// Stands in bundles for packages whose code is never reached (see `alias` in ../../build.mjs).
module.exports = {};
