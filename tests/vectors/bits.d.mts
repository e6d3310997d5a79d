import type { GridCase } from '../../web/grid/case.ts';
import type { Kernel } from '../../web/kernel/kernel.ts';

export function kernelBits(at: {
  kernel: Kernel;
  getCase: (id: string) => GridCase;
}): Record<string, Uint8Array>;
