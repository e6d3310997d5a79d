/** The nose curve of a case by continuation (assembly/continuation.ts), as plain data. */
import type { GridCase } from '../grid/case.ts';
import { packNetwork } from './network.ts';
import type { NoseCurve } from './outcome.ts';
import { f64, type Wasm } from './wasm.ts';

/**
 * Traces λ from 0 through the nose and down the lower branch. λ scales every load and all fixed
 * generation of the case together, the active power of PV buses included; slack and PV buses hold
 * their set points and reactive limits are ignored. The case itself (λ = 1) need not be solvable.
 *
 * `lambdaMax` is exact to about twelve digits. It is 0, with no points, when even the unloaded
 * network has no solution, and Infinity when there is nothing to scale. Forgets what the instance
 * held before. Throws RangeError for what `packNetwork` refuses.
 */
export function traceNose(wasm: Wasm, grid: GridCase): NoseCurve {
  const { busCount, dead } = packNetwork(wasm, grid);
  const count = wasm.traceCurve();
  const nose = wasm.curveNose.value;
  const lambda = f64(wasm, wasm.curveLambda.value, count).slice();
  const voltagesPu = f64(wasm, wasm.curveVoltage.value, count * busCount).slice();
  const row = Math.max(nose, 0) * busCount;
  const weakest = lowest(voltagesPu.subarray(row, row + busCount), dead);
  const idle = count > 0 ? Infinity : 0;
  return {
    lambdaMax: nose < 0 ? idle : lambda[nose]!,
    weakestBus: grid.buses[weakest]!.id,
    voltageAtNosePu: voltagesPu[row + weakest] ?? 0,
    lambda,
    voltagePu: lambda.map((_, point) => voltagesPu[point * busCount + weakest]!),
    voltagesPu,
  };
}

/** Index of the lowest voltage among the live buses. */
function lowest(voltagesPu: Float64Array, dead: Uint8Array): number {
  let best = 0;
  voltagesPu.forEach((voltage, i) => {
    if (dead[i] === 0 && (dead[best] === 1 || voltage < voltagesPu[best]!)) best = i;
  });
  return best;
}
