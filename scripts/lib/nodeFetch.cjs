// Node has its own fetch. The package node-fetch would add 300 kB, and a deprecation warning in VS Code's log.
module.exports = globalThis.fetch;
