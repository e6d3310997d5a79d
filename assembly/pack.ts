// One battery pack over one slot: what may flow, and what is stored afterwards. Every rule of
// dispatch stands on these two functions alone, so limits hold whatever a rule asks for.
//
// Powers in kW at the pack's terminals, discharge positive; energies in kWh; the loss falls on
// charging: of e kWh taken in, efficiency × e are stored, and giving back loses nothing.

let power: f64 = 0;
/** Where a pack starts, and below which it gives nothing; above `packHigh` it takes nothing. */
export let packLow: f64 = 0;
export let packHigh: f64 = 0;
let storedPerGiven: f64 = 1; // kWh of a kW for one slot
let storedPerTaken: f64 = 1;
let givenPerStored: f64 = 1;
let takenPerStored: f64 = 1;

/**
 * Of one pack: most power either way in kW, least and most stored in kWh, share of a charge that
 * is stored (above 0, at most 1); length of a slot in hours.
 */
export function packLimits(kw: f64, low: f64, high: f64, efficiency: f64, hours: f64): void {
  power = kw;
  packLow = low;
  packHigh = high;
  storedPerGiven = hours;
  storedPerTaken = hours * efficiency;
  givenPerStored = 1.0 / storedPerGiven;
  takenPerStored = 1.0 / storedPerTaken;
}

/** Most power of one pack, kW. */
export function packPower(): f64 {
  return power;
}

/** The nearest to `wanted` that a pack holding `stored` can do for one slot. */
export function packFlow(wanted: f64, stored: f64): f64 {
  const most = min(power, (stored - packLow) * givenPerStored);
  const least = min(power, (packHigh - stored) * takenPerStored);
  return max(-least, min(most, wanted));
}

/** What a pack holds after `flow`; the rounding of a full or empty one is taken off. */
export function packAfter(flow: f64, stored: f64): f64 {
  const next = stored - storedPerGiven * max(flow, 0.0) - storedPerTaken * min(flow, 0.0);
  return max(packLow, min(packHigh, next));
}
