/**
 * A group buys or sells as one: members pool their energy into one order, and share what it
 * brings.
 *
 * The order's limit is the one that suits every member: the lowest of buyers, the highest of
 * sellers. Energy is shared in proportion to what each wanted, money in proportion to the energy
 * that each got, both by largest remainder, so both add up exactly; of equal remainders the member
 * that stands first gets the odd unit. A member's money is within 1 micro of energy × price.
 */
import { shareOut } from './money.ts';
import type { Order } from './order.ts';

export interface GroupMember {
  readonly account: string;
  readonly energyWh: number;
  readonly limitMicroPerKwh: number;
}

/** What the group's order has beside its members: id, account of the group, bus, slot and so on. */
export type GroupFrame = Omit<Order, 'energyWh' | 'limitMicroPerKwh'>;

/** The one order of all members; `checkOrder` refuses that of a group without any, or too large. */
export function groupOrder(frame: GroupFrame, members: readonly GroupMember[]): Order {
  const energyWh = members.reduce((sum, member) => sum + member.energyWh, 0);
  const limits = members.map(({ limitMicroPerKwh }) => limitMicroPerKwh);
  const limitMicroPerKwh = frame.side === 'buy' ? Math.min(...limits) : Math.max(...limits);
  return { ...frame, energyWh, limitMicroPerKwh };
}

export interface GroupShare {
  readonly account: string;
  readonly energyWh: number;
  readonly moneyMicro: number;
}

/** What each member gets of the energy that was traded and of the money paid or received for it. */
export function shareGroup(
  members: readonly GroupMember[],
  tradedWh: number,
  moneyMicro: number,
): readonly GroupShare[] {
  const energies = shareOut(
    tradedWh,
    members.map(({ energyWh }) => energyWh),
  );
  const money = shareOut(moneyMicro, energies);
  return members.map(({ account }, i) => ({
    ...{ account, energyWh: energies[i]!, moneyMicro: money[i]! },
  }));
}
