const { createHmac } = require('node:crypto');

/** Stands in bundles for jssha, of which @azure/batch asks a HMAC-SHA-256 alone: Node has one, and a faster one. */
module.exports = class {
  #hmac;

  setHMACKey(key) {
    this.#hmac = createHmac('sha256', key);
  }

  update(bytes) {
    this.#hmac.update(bytes);
  }

  getHMAC() {
    return this.#hmac.digest('base64');
  }
};
