// What one design feeds in at each bus in each slot of the year: dispatch of its packs, then the
// lanes of a step. The rules are those of dispatch-rule.ts, so that a design is judged by what the
// year of the page will show of it.
//
// A device is an entry of the design with panels or packs: 40 bytes,
//   0 i32 bus    8 u32 flow of one pack, f64 [slot]
//   16 f64 panels / base kVA    24 f64 packs / base kVA    32 f64 packs

import { planBytes } from "./dispatch-plan";
import {
  IDLE,
  OWN_BUS,
  netAPack,
  rule,
  ruleSlotsPerDay,
  runFeeder,
  runOwnBus,
} from "./dispatch-rule";
import { alloc } from "./memory";
import { injectionP } from "./network";
import { baseKva, siteBus, siteCount, tanPhi } from "./siting-setting";

const DEVICE: usize = 40;

let slots: i32 = 0;
/** f64 [bus][slot], kW: what each bus draws in the order of time. */
export let feedLoad: usize = 0;
/** f64 [slot], kW: AC output of one panel, sun's scale included. */
export let feedPanel: usize = 0;
/** i32 [range][2]: stretches first … end − 1 that own-bus packs run through from their reserve. */
export let feedRanges: usize = 0;
let rangeCount: i32 = 0;

let loadSum: usize = 0; // f64 [slot], kW
let net: usize = 0; // f64 [slot], kW a pack
let flows: usize = 0; // f64 [site][slot], kW a pack
let work: usize = 0;
let devices: usize = 0;
let devicesEnd: usize = 0;
/** Packs of the design that act, per unit of a kW each. */
let packsAll: f64 = 0;
/** Two lanes each, per unit: panels' and packs' feed-in of the step last laid. */
export let fedPv: usize = 0;
export let fedPack: usize = 0;

/** Reserves room for a year of `slotCount` slots; after listSites. */
export function openFeed(slotCount: i32, busCount: i32, ranges: i32): void {
  slots = slotCount;
  rangeCount = ranges;
  const row = (<usize>slots) << 3;
  feedLoad = alloc(row * <usize>busCount);
  feedPanel = alloc(row);
  feedRanges = alloc((<usize>max(1, ranges)) << 3);
  loadSum = alloc(row);
  net = alloc(row);
  flows = alloc(row * <usize>max(1, siteCount));
  devices = alloc(DEVICE * <usize>max(1, siteCount));
  fedPv = alloc(16);
  fedPack = alloc(16);
}

/** After the inputs and the rule are set: the sum of the loads, the work space. */
export function prepareFeed(busCount: i32): void {
  work = alloc(planBytes(ruleSlotsPerDay));
  const row = (<usize>slots) << 3;
  for (let at: usize = 0; at < row; at += 8) {
    let sum = 0.0;
    for (let bus: usize = 0; bus < <usize>busCount; bus++) {
      sum += load<f64>(feedLoad + bus * row + at);
    }
    store<f64>(loadSum + at, sum);
  }
}

/** Whether devices at a site could never do anything: it keeps to itself and draws nothing. */
export function siteIdle(site: i32): bool {
  if (rule != OWN_BUS) return false;
  const row = (<usize>slots) << 3;
  const drawn = feedLoad + row * <usize>load<i32>(siteBus + ((<usize>site) << 2));
  for (let at: usize = 0; at < row; at += 8) {
    if (load<f64>(drawn + at) > 0) return false;
  }
  return true;
}

/** Takes up a design: whole or fractional counts, panels then packs, by site. */
export function takeDesign(genome: usize): void {
  let panels = 0.0;
  let packs = 0.0;
  devicesEnd = devices;
  for (let s: usize = 0; s < <usize>siteCount; s++) {
    const panelsHere = load<f64>(genome + (s << 3));
    const packsHere = load<f64>(genome + ((<usize>siteCount + s) << 3));
    if (panelsHere == 0 && packsHere == 0) continue;
    panels += panelsHere;
    packs += packsHere;
    const at = devicesEnd;
    store<i32>(at, load<i32>(siteBus + (s << 2)));
    store<u32>(at, <u32>(flows + ((<usize>slots) << 3) * (rule == OWN_BUS ? s : 0)), 8);
    store<f64>(at, panelsHere / baseKva, 16);
    store<f64>(at, packsHere / baseKva, 24);
    store<f64>(at, packsHere, 32);
    devicesEnd += DEVICE;
  }
  packsAll = rule == IDLE ? 0.0 : packs / baseKva;
  if (packsAll == 0) return;
  if (rule == OWN_BUS) return runOwnPacks();
  netAPack(loadSum, feedPanel, panels, packs, net, slots);
  runFeeder(net, flows, slots, work);
}

function runOwnPacks(): void {
  for (let at = devices; at < devicesEnd; at += DEVICE) {
    const packs = load<f64>(at, 32);
    if (packs == 0) continue;
    const panels = load<f64>(at, 16) * baseKva;
    const flow = <usize>load<u32>(at, 8);
    const drawn = feedLoad + ((<usize>slots) << 3) * <usize>load<i32>(at);
    for (let range: usize = 0; range < <usize>rangeCount; range++) {
      const first = load<i32>(feedRanges + (range << 3));
      const count = load<i32>(feedRanges + (range << 3), 4) - first;
      const from = (<usize>first) << 3;
      runOwnBus(drawn + from, 8, feedPanel + from, panels, packs, flow + from, count);
    }
  }
}

/** Two slots of a series, side by side; `pair` names them, i32 each. */
function pick(series: usize, pair: usize): v128 {
  const here = series + ((<usize>load<i32>(pair)) << 3);
  const there = series + ((<usize>load<i32>(pair, 4)) << 3);
  return v128.load64_lane(there, v128.load64_zero(here), 1);
}

/**
 * Adds what the design feeds in to the net injections at `p` and `q`, f64x2 [bus] per unit, which
 * hold fixed generation less loads; `pair` names the two slots, one panel's kW in them are at `panel`.
 * Leaves the sums in `fedPv` and `fedPack`.
 */
export function feed(pair: usize, panel: usize, p: usize, q: usize): void {
  const zero = f64x2.splat(0);
  const share = f64x2.splat(tanPhi);
  const own = rule == OWN_BUS;
  let pvSum = zero;
  let packSum = zero;
  let flow = packsAll > 0 && !own ? pick(flows, pair) : zero;
  for (let at = devices; at < devicesEnd; at += DEVICE) {
    const bus = <usize>load<i32>(at);
    const to = bus << 4;
    const before = v128.load(p + to);
    let pv = f64x2.mul(v128.load64_splat(at, 16), v128.load(panel));
    if (own) flow = load<f64>(at, 32) > 0 ? pick(<usize>load<u32>(at, 8), pair) : zero;
    const pack = f64x2.mul(v128.load64_splat(at, 24), flow);
    if (own) {
      const drawn = f64x2.sub(v128.load64_splat(injectionP + (bus << 3)), before);
      pv = f64x2.pmax(zero, f64x2.pmin(pv, f64x2.sub(drawn, f64x2.pmin(zero, pack))));
    }
    const given = f64x2.pmax(zero, pack);
    v128.store(p + to, f64x2.add(before, f64x2.add(pv, pack)));
    const reactive = f64x2.mul(share, f64x2.add(pv, given));
    v128.store(q + to, f64x2.add(v128.load(q + to), reactive));
    pvSum = f64x2.add(pvSum, pv);
    packSum = f64x2.add(packSum, given);
  }
  v128.store(fedPv, pvSum);
  v128.store(fedPack, packSum);
}
