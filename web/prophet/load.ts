/** Prophet's wasm, fetched or unpacked, and started once per thread at the first wish. */
import type { optimizer, Prophet, WasmSource } from './prophet.ts';

export interface Loaded {
  readonly Prophet: typeof Prophet;
  readonly optimizer: typeof optimizer;
}

let loaded: Promise<Loaded> | undefined;

/** A failure is not remembered, so a later call may try again. */
export function loadProphet(): Promise<Loaded> {
  loaded ??= load().catch((reason: unknown) => {
    loaded = undefined;
    throw reason;
  });
  return loaded;
}

async function load(): Promise<Loaded> {
  const packages = await import('./prophet.ts');
  const { openAugurs, openStan, augursWasm } = packages;
  const module = augursWasm === undefined ? undefined : await compile(augursWasm);
  const opened = module ? openAugurs({ module_or_path: module }) : openAugurs();
  await Promise.all([opened, openStan?.(compile)]);
  return { Prophet: packages.Prophet, optimizer: packages.optimizer };
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (typeof source === 'string') return WebAssembly.compile(await unpack(source));
  const response = await fetch(source);
  if (!response.ok) throw new Error(`Prophet's wasm: the server answered ${response.status}`);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function unpack(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}
