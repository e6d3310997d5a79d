// The whole export surface of kernel.wasm, nothing else.
export { begin, alloc, job } from "./memory";
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
  solvedP,
  solvedQ,
  atLimit,
  openResult,
} from "./result";
export { radialPrepare, radialLimits, radialSolve2, radialV2, radialSums } from "./distflow";
export {
  newtonPrepare,
  newtonLimits,
  newtonKeep,
  newtonSolve2,
  newtonSolve,
  newtonVoltage,
} from "./newton";
export { stepCount, factorCount } from "./newton-step";
export { rngSetState, rngStartIsland, rngU32, rngUnit, rngBelow } from "./rng";
export { rankRows, openSort } from "./sort";
export { openHypervolume, hypervolume } from "./hypervolume";
export {
  startIsland,
  islandBytes,
  exportIsland,
  importIsland,
  islandGenome,
  islandObjectives,
  islandViolation,
  islandRank,
  islandGeneration,
  islandEvaluations,
  setIslandEtas,
} from "./island";
export { openMigration, emigrantBytes, takeEmigrants, acceptImmigrants } from "./migration";
export { openBenchmark, stepBenchmark } from "./benchmark";
export {
  sitingPanel,
  sitingDevices,
  sitingLimits,
  sitingPrices,
  siteCount,
  siteBus,
} from "./siting-setting";
export {
  openSiting,
  enterSitingYear,
  openSitingSearch,
  openSitingIsland,
  sitingReference,
  evaluateRows,
  stepSiting,
} from "./siting";
export { feedLoad, feedPanel, feedRanges } from "./siting-feed";
export { yearKvar, yearSlot, yearWeight, yearPrice } from "./siting-hours";
export { openSitingYear, sitingYearTerms, yearWorst } from "./siting-year";
export {
  panelWatts,
  panelOutputWatts,
  declination,
  sunHeight,
  clearSkyIrradiance,
  clearSky,
  skyIrradiance,
  skyAmbient,
} from "./solar";
export { sunPosition, sunElevation, sunAzimuth } from "./sun";
export { diffuseShare, planeIrradiance } from "./plane";
export { cloudTransmission } from "./cloud";
export { openWeather, weatherDay, relightDay, foldDay, weatherRows } from "./weather";
export { packLimits } from "./pack";
export { dispatchRule, dispatchWorth } from "./dispatch-rule";
export {
  openDispatch,
  runDispatch,
  dispatchLoad,
  dispatchPv,
  dispatchPanel,
  dispatchPanels,
  dispatchPacks,
  dispatchCurtailed,
  dispatchStored,
} from "./dispatch";
export { traceCurve, curveNose, curveLambda, curveVoltage } from "./continuation";
export { gaussSeidel } from "./gauss-seidel-solve";
export { distFlow } from "./distflow-solve";
export {
  openFlows,
  verify,
  attainable,
  polar,
  branchFlow,
  voltageMagnitude,
  voltageAngle,
} from "./mismatch";
export {
  openSeries,
  seriesRows,
  seriesVoltage,
  seriesSums,
  seriesIterations,
  seriesConverged,
} from "./series";
export { fillSeries } from "./series-fill";
export { radialChunks } from "./series-radial";
export { openGaussSeidelSeries, gaussSeidelChunks } from "./series-gauss-seidel";
export { openNewtonSeries, newtonChunks } from "./series-voltage";
export { openPrices, planPrices, pairWeight } from "./price-plan";
export {
  openPriceSystem,
  enterPriceSystem,
  solvePrices,
  price,
  excess,
  target,
  held,
} from "./price-solve";
export {
  openPriceRows,
  priceSources,
  priceMotion,
  stepPrices,
  demandAt,
  supplyAt,
  priceRows,
  heldRows,
} from "./price-field";
