/**
 * One instance of kernel.wasm: its exports, its memory, and nothing about power systems.
 *
 * Knows how to instantiate, how to make views and how a broken invariant inside wasm looks.
 * Never keeps a view: growth of the memory detaches them, so they are made where they are used,
 * after the last call that may allocate. Only the files of this room ever see a pointer.
 */
import type { instantiate } from '../../build/release/kernel.js';
import { BrokenInvariant } from '../assert.ts';

/** The export surface of assembly/index.ts; exported `let`s are read as `wasm.name.value`. */
export type Wasm = Awaited<ReturnType<typeof instantiate>>;

/** A fresh instance with its own memory; several may coexist. Synchronous, needs no DOM. */
export function openWasm(module: WebAssembly.Module): Wasm {
  const abort = (message: number, file: number, line: number, column: number): never => {
    const read = (pointer: number): string =>
      pointer === 0 ? '' : readString(wasm.memory, pointer);
    const where = { file: read(file), line, column };
    throw new BrokenInvariant(read(message) || 'the kernel broke an invariant', where);
  };
  const instance = new WebAssembly.Instance(module, { env: { abort } });
  const wasm = instance.exports as unknown as Wasm;
  return wasm;
}

/** AssemblyScript strings: UTF-16 at the pointer, their length in bytes in the word before. */
function readString(memory: WebAssembly.Memory, pointer: number): string {
  const bytes = new DataView(memory.buffer).getUint32(pointer - 4, true);
  return String.fromCharCode(...new Uint16Array(memory.buffer, pointer, bytes >>> 1));
}

/** `length` doubles at `pointer`; valid until the memory grows. */
export function f64(wasm: Wasm, pointer: number, length: number): Float64Array {
  return new Float64Array(wasm.memory.buffer, pointer, length);
}

/** `length` 32-bit integers at `pointer`; valid until the memory grows. */
export function i32(wasm: Wasm, pointer: number, length: number): Int32Array {
  return new Int32Array(wasm.memory.buffer, pointer, length);
}

/** `length` 16-bit unsigned integers at `pointer`; valid until the memory grows. */
export function u16(wasm: Wasm, pointer: number, length: number): Uint16Array {
  return new Uint16Array(wasm.memory.buffer, pointer, length);
}

/** `length` bytes at `pointer`; valid until the memory grows. */
export function u8(wasm: Wasm, pointer: number, length: number): Uint8Array {
  return new Uint8Array(wasm.memory.buffer, pointer, length);
}
