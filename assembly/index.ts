// The whole export surface of kernel.wasm, nothing else.
export { begin, alloc } from "./memory";
export {
  openNetwork,
  kind,
  injectionP,
  injectionQ,
  shuntG,
  shuntB,
  setVoltage,
  startAngle,
  generationQMin,
  generationQMax,
  branchFrom,
  branchTo,
  branchR,
  branchX,
  branchB,
  branchTap,
  branchShift,
} from "./network";
export {
  converged,
  iterations,
  worstMismatch,
  worstBus,
  history,
  historyCount,
  voltageRe,
  voltageIm,
  solvedP,
  solvedQ,
  atLimit,
  openResult,
} from "./result";
export {
  radialPrepare,
  radialLimits,
  radialSolve2,
  radialV2,
  radialSlackP,
  radialSlackQ,
  radialLossP,
  radialLossQ,
  radialSweeps,
} from "./distflow";
export {
  newtonPrepare,
  newtonLimits,
  newtonKeep,
  newtonSolve2,
  newtonSolve,
  newtonVoltage,
} from "./newton";
export { stepCount, factorCount } from "./newton-step";
export { gaussSeidel } from "./gauss-seidel-solve";
export { openFlows, verify, polar, branchFlow, voltageMagnitude, voltageAngle } from "./mismatch";
