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
