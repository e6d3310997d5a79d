// What a siting search assumes, and the buses that may hold devices. Set once per packed network,
// before openSiting; read by siting.ts for one hour and by siting-year.ts for many.

import { alloc } from "./memory";
import { busCount, kind, SLACK } from "./network";
import { panelOutputWatts } from "./solar";

/** Buses that may hold devices: every live bus but the slack. */
export let siteCount: i32 = 0;
/** i32 [site]: packed index of the bus. */
export let siteBus: usize = 0;

export let baseKva: f64 = 1;
export let panelKw: f64 = 0;
export let packKw: f64 = 0;
export let tanPhi: f64 = 0;
export let voltageMin: f64 = 0;
export let voltageMax: f64 = 2;
export let panelsMax: f64 = 0;
export let packsMax: f64 = 0;
export let gridPrice: f64 = 0;
export let pvPrice: f64 = 0;
export let packPrice: f64 = 0;
export let fee: f64 = 0;

/** The sun's hour: kW/m², °C, inverter's lowest share of nameplate, its efficiency. */
export function sitingPanel(irradiance: f64, ambient: f64, minShare: f64, efficiency: f64): void {
  panelKw = panelOutputWatts(irradiance, ambient, minShare, efficiency) / 1000.0;
}

/** Pack power in kW, power factor of all devices (0 < pf ≤ 1), the network's base in kVA. */
export function sitingDevices(pack: f64, powerFactor: f64, base: f64): void {
  packKw = pack;
  tanPhi = Math.sqrt(max(0.0, 1.0 - powerFactor * powerFactor)) / powerFactor;
  baseKva = base;
}

/** Voltage limits in per unit; most panels and packs at one bus. */
export function sitingLimits(vMin: f64, vMax: f64, panels: f64, packs: f64): void {
  voltageMin = vMin;
  voltageMax = vMax;
  panelsMax = panels;
  packsMax = packs;
}

/** $/kWh: grid, PV, pack with what its charging costs, fee on PV and pack energy. */
export function sitingPrices(grid: f64, pv: f64, pack: f64, blockFee: f64): void {
  gridPrice = grid;
  pvPrice = pv;
  packPrice = pack;
  fee = blockFee;
}

/** Finds the sites of the packed network. */
export function listSites(): void {
  siteBus = alloc((<usize>busCount) << 2);
  siteCount = 0;
  for (let i = 0; i < busCount; i++) {
    if (load<i32>(kind + ((<usize>i) << 2)) == SLACK) continue;
    store<i32>(siteBus + ((<usize>siteCount) << 2), i);
    siteCount++;
  }
}
