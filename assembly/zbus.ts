// The fast method for networks with loops or PV buses: the factors of one Jacobian are kept from
// iteration to iteration and from slot to slot (the chord method), so that an iteration is one
// look at the equations and one pair of triangular sweeps. When a step leaves more than
// SHARE_LEFT of the error, the factors are renewed where the voltages stand; if that had to happen
// every time, this would be Newton's method itself, so it solves whatever Newton solves.
//
// Like the implicit Z-bus method it works with the inverse of one fixed matrix. Unlike it, that
// matrix holds the PV buses' |V|² rows too, so regulated voltages need no compensation loop, and
// a bus that switches at a reactive limit just asks for new factors.
//
// What was measured, and what was tried and left out: public/docs/decisions/0006.

import { fillJacobian, mismatch, worst } from "./jacobian";
import { advance, countStep, iterationsMax, lanesWithin } from "./newton-step";
import { factorise, solveLu } from "./sparse-lu";

/** Share of the error that a step with old factors may leave before they are renewed. */
const SHARE_LEFT: f64 = 0.01;

let factored: bool = false;

/** The kept factors belong to other equations or to a cold start: do not use them. */
export function forgetFactors(): void {
  factored = false;
}

/** As `iterate` of newton-step.ts, with kept factors. */
export function iterateKept(lanes: i32): i32 {
  let active = lanes;
  let done = 0;
  let before0 = Infinity;
  let before1 = Infinity;
  for (let round = 0; active != 0; round++) {
    mismatch();
    const within = active & lanesWithin();
    done |= within;
    active &= ~within;
    if (active == 0 || round == iterationsMax) break;
    const now0 = load<f64>(worst);
    const now1 = load<f64>(worst, 8);
    const slow0 = (active & 1) != 0 && !(now0 <= SHARE_LEFT * before0);
    const slow1 = (active & 2) != 0 && !(now1 <= SHARE_LEFT * before1);
    const renew = !factored || slow0 || slow1;
    if (renew) {
      fillJacobian();
      factorise();
      factored = true;
    }
    countStep(renew);
    before0 = now0;
    before1 = now1;
    solveLu();
    const kept = advance(active);
    // A step not to be believed condemns new factors only; old ones get a second look.
    if (renew) active = kept;
    else if (kept != active) factored = false;
  }
  return done;
}
