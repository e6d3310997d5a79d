/**
 * The two packages in one piece, so that a build puts them into one file that is loaded when the
 * first forecast is wanted. Builds rewrite both (see build.ts): what begins with `$` is theirs.
 */
import * as augurs from '@bsull/augurs/prophet';
import * as stan from '@bsull/augurs-prophet-wasmstan';

/** Where a wasm file lies, or the file itself, deflated and in base 64. */
export type WasmSource = URL | string;

/** Absent where the packages run as they were published: they fetch their files themselves. */
interface Rewritten {
  readonly $wasm?: WasmSource;
  readonly $init?: (compile: (source: WasmSource) => Promise<WebAssembly.Module>) => Promise<void>;
}

export const { Prophet, default: openAugurs } = augurs;
export const { optimizer } = stan;
export const augursWasm = (augurs as Rewritten).$wasm;
export const openStan = (stan as Rewritten).$init;
