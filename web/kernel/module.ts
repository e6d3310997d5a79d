/**
 * The compiled kernel.wasm, fetched and compiled once per thread. A page compiles it and posts
 * the module to its workers; an instance is made from it with `openWasm`.
 *
 * Works from http(s), from a data: URL (the single-file edition) and in Node from file:.
 */

let module: Promise<WebAssembly.Module> | undefined;

/** Compiles at the first call; a failure is not remembered, so a later call may try again. */
export function loadKernelModule(): Promise<WebAssembly.Module> {
  module ??= compile(kernelUrl()).catch((reason: unknown) => {
    module = undefined;
    throw reason;
  });
  return module;
}

/** The bytes of kernel.wasm as they are served, for whoever wants to name them by their hash. */
export async function kernelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  const url = kernelUrl();
  if (url.protocol === 'data:') return decode(url);
  if (url.protocol === 'file:') return readLocal(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`kernel.wasm: the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function kernelUrl(): URL {
  return new URL('../../build/release/kernel.wasm', import.meta.url);
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  // Decoded here, not fetched: a strict connect-src would refuse a fetch of a data: URL.
  if (url.protocol === 'data:') return WebAssembly.compile(decode(url));
  if (url.protocol === 'file:') return WebAssembly.compile(await readLocal(url));
  const response = await fetch(url);
  if (!response.ok) throw new Error(`kernel.wasm: the server answered ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

function decode(url: URL): Uint8Array<ArrayBuffer> {
  const text = atob(url.href.slice(url.href.indexOf(',') + 1));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function readLocal(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  // Only Node reaches this. The name is a variable so that no bundler looks for the module.
  const name = 'node:fs/promises';
  const files = (await import(/* @vite-ignore */ name)) as {
    readFile(url: URL): Promise<Uint8Array>;
  };
  return new Uint8Array(await files.readFile(url));
}
