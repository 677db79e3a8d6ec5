// Node has fetch of its own. The package node-fetch brings 300 kB, and a deprecation warning into the log of VS Code.
module.exports = globalThis.fetch;
