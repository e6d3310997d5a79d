// What panels and packs do over a whole year, slot by slot, before any power flow: dispatch looks
// at powers, not at voltages, and lines' losses are the grid's to supply.
//
// Steps: openDispatch, fill the inputs, packLimits, dispatchRule, dispatchWorth, runDispatch.
// Every pack starts the year at its reserve (packLow): energy that nobody charged would otherwise
// be given to the year for nothing. What is stored is carried through all slots.
//
// Balance of each slot, exact to rounding: stored after = stored before + efficiency × hours ×
// taken − hours × given; panels' output = fed in + curtailed.

import { alloc } from "./memory";
import { planBytes } from "./dispatch-plan";
import { OWN_BUS, netAPack, rule, ruleSlotsPerDay, runFeeder, runOwnBus } from "./dispatch-rule";
import { packAfter, packLow } from "./pack";

let slots: i32 = 0;
let buses: i32 = 0;
/** f64 [slot][bus], kW: in, what a bus draws; out, what its packs give. */
export let dispatchLoad: usize = 0;
/** f64 [slot][bus], kW: out, what its panels feed in. */
export let dispatchPv: usize = 0;
/** f64 [slot], kW: in, AC output of one panel, sun's scale included. */
export let dispatchPanel: usize = 0;
/** f64 [bus]: in, counts, which may be fractions. */
export let dispatchPanels: usize = 0;
export let dispatchPacks: usize = 0;
/** f64 [slot]: out, kW curtailed and kWh in all packs at the slot's end. */
export let dispatchCurtailed: usize = 0;
export let dispatchStored: usize = 0;

let net: usize = 0; // f64 [slot]
let flow: usize = 0; // f64 [slot]

/** Reserves the arrays above. */
export function openDispatch(slotCount: i32, busCount: i32): void {
  slots = slotCount;
  buses = busCount;
  const row = (<usize>slots) << 3;
  dispatchLoad = alloc(row * <usize>buses);
  dispatchPv = alloc(row * <usize>buses);
  dispatchPanel = alloc(row);
  dispatchPanels = alloc((<usize>buses) << 3);
  dispatchPacks = alloc((<usize>buses) << 3);
  dispatchCurtailed = alloc(row);
  dispatchStored = alloc(row);
  net = alloc(row);
  flow = alloc(row);
}

/** Fills the outputs. */
export function runDispatch(): void {
  if (rule == OWN_BUS) {
    for (let bus = 0; bus < buses; bus++) keepToItself(bus);
    return;
  }
  let panels = 0.0;
  let packs = 0.0;
  for (let bus: usize = 0; bus < <usize>buses; bus++) {
    panels += load<f64>(dispatchPanels + (bus << 3));
    packs += load<f64>(dispatchPacks + (bus << 3));
  }
  if (packs > 0) {
    // for now the place of what is stored holds the sum of the loads
    for (let slot = 0; slot < slots; slot++) sumLoads(slot);
    netAPack(dispatchStored, dispatchPanel, panels, packs, net, slots);
    runFeeder(net, flow, slots, alloc(planBytes(ruleSlotsPerDay)));
  }
  let stored = packLow;
  for (let slot = 0; slot < slots; slot++) {
    const at = (<usize>slot) << 3;
    const kw = load<f64>(flow + at);
    spread(slot, load<f64>(dispatchPanel + at), kw);
    stored = packAfter(kw, stored);
    store<f64>(dispatchStored + at, packs * stored);
  }
}

function sumLoads(slot: i32): void {
  const row = dispatchLoad + ((<usize>(slot * buses)) << 3);
  let sum = 0.0;
  for (let bus: usize = 0; bus < <usize>buses; bus++) sum += load<f64>(row + (bus << 3));
  store<f64>(dispatchStored + ((<usize>slot) << 3), sum);
}

/** All panels feed in, all packs do alike. */
function spread(slot: i32, panelKw: f64, packKw: f64): void {
  let at = (<usize>(slot * buses)) << 3;
  for (let bus: usize = 0; bus < <usize>buses; bus++, at += 8) {
    store<f64>(dispatchPv + at, load<f64>(dispatchPanels + (bus << 3)) * panelKw);
    store<f64>(dispatchLoad + at, load<f64>(dispatchPacks + (bus << 3)) * packKw);
  }
}

function keepToItself(bus: i32): void {
  const panels = load<f64>(dispatchPanels + ((<usize>bus) << 3));
  const packs = load<f64>(dispatchPacks + ((<usize>bus) << 3));
  const stride = (<usize>buses) << 3;
  let own = dispatchLoad + ((<usize>bus) << 3);
  if (packs > 0) runOwnBus(own, stride, dispatchPanel, panels, packs, flow, slots);
  else memory.fill(flow, 0, (<usize>slots) << 3);
  let fed = dispatchPv + ((<usize>bus) << 3);
  let stored = packLow;
  for (let at: usize = 0; at < (<usize>slots) << 3; at += 8, own += stride, fed += stride) {
    const kw = load<f64>(flow + at);
    const made = panels * load<f64>(dispatchPanel + at);
    const used = max(0.0, min(made, load<f64>(own) - packs * min(kw, 0.0)));
    stored = packAfter(kw, stored);
    store<f64>(fed, used);
    store<f64>(own, packs * kw);
    const curtailed = dispatchCurtailed + at;
    store<f64>(curtailed, load<f64>(curtailed) + (made - used));
    store<f64>(dispatchStored + at, load<f64>(dispatchStored + at) + packs * stored);
  }
}
