/**
 * Where the browser enforces Trusted Types, only addresses of this page (and blobs it made) may
 * become scripts or workers, and no text becomes markup or code. Imported first by the page.
 */
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): unknown;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;

factory?.createPolicy('default', {
  createScriptURL: (address) => {
    const { origin, protocol } = new URL(address, document.baseURI);
    const own = origin === location.origin && protocol !== 'data:';
    if (own || protocol === 'blob:') return address;
    throw new TypeError(`${address} is not part of this page`);
  },
});

export {};
