// One arena, one job at a time.
//
//   0 ........ __heap_base ........ top ........ memory.size
//   | statics  | network | solver work | result |   free   |
//
// `begin` forgets the last job; `alloc` bumps the top and grows the memory when needed. Growth
// detaches typed arrays on the other side, so views are made after the last alloc of a call.
// A long run (siting, benchmark) owns a whole instance; nothing is ever freed inside a job.

let top: usize = (__heap_base + 15) & ~15;

/** Which job the memory holds: counts calls of `begin`. */
export let job: i32 = 0;

/** Forgets everything allocated before. */
export function begin(): void {
  job++;
  top = (__heap_base + 15) & ~15;
}

/**
 * `bytes` of zeroed memory, aligned to 16. Traps when the browser refuses to grow, and when the
 * top would pass 4 GB and wrap: nothing may ever be written over what is there.
 */
export function alloc(bytes: usize): usize {
  const start = top;
  if (bytes > 0xfffffff0 - start) unreachable();
  top = (start + bytes + 15) & ~15;
  const have = (<usize>memory.size()) << 16;
  if (top > have) {
    const pages = <i32>((top - have + 0xffff) >>> 16);
    if (memory.grow(pages) < 0) unreachable();
  }
  memory.fill(start, 0, top - start);
  return start;
}
