/**
 * How the users of a category draw over a day, a week and a year, before anything random.
 *
 * What is measured: the energy of Saturdays and Sundays against workdays, from the representative
 * German profiles H0 (households), G0 (trade) and G3 (trade running through) of VDEW, Cottbus
 * 2000; holidays as Sundays, as those prescribe. That Lebanon draws a third more in summer than in
 * winter, from its energy ministry's officials (30 to 40 %). What is ours: the hours of each day
 * (workdays as in the simple day of scenario/profile.ts), the months between, the afternoons that
 * air conditioning lifts, and the shares of buses without a category.
 */
import type { Category } from '../grid/case.ts';
import { DAY_SHAPES } from '../scenario/profile.ts';
import { DAYS, isHoliday, MONTH_DAYS, weekdayOf } from './calendar.ts';

export type Kind = Category | 'neutral';
export type DayType = 'workday' | 'saturday' | 'sunday';

/** Energy of the day as a share of a workday's in the same week. */
const DAY_RATIOS: Readonly<Record<Kind, Readonly<Record<DayType, number>>>> = {
  residential: { workday: 1, saturday: 1.108, sunday: 1.031 },
  commercial: { workday: 1, saturday: 0.844, sunday: 0.506 },
  industrial: { workday: 1, saturday: 0.934, sunday: 0.817 },
  neutral: { workday: 1, saturday: 0.97, sunday: 0.8 },
};

/** Energy of a workday in the middle of each month, as a share of the highest month's. */
const MONTH_LEVELS: Readonly<Record<Kind, readonly number[]>> = {
  // Cooling in summer, electric heating and hot water in winter, little of both between.
  residential: [0.76, 0.75, 0.68, 0.65, 0.72, 0.87, 0.98, 1, 0.92, 0.74, 0.68, 0.74],
  commercial: [0.74, 0.74, 0.72, 0.73, 0.82, 0.92, 0.99, 1, 0.94, 0.83, 0.74, 0.75],
  industrial: [0.94, 0.94, 0.93, 0.93, 0.95, 0.98, 1, 1, 0.98, 0.95, 0.93, 0.94],
  neutral: [0.81, 0.81, 0.78, 0.77, 0.83, 0.92, 0.99, 1, 0.95, 0.84, 0.78, 0.81],
};

const HOURS = 24;

/** By the hour, at any level (DAY_RATIOS sets it): people rise later, cook at noon, stay up. */
const HOME_SATURDAY = [
  0.5, 0.42, 0.37, 0.34, 0.33, 0.34, 0.38, 0.48, 0.6, 0.68, 0.71, 0.74, 0.77, 0.76, 0.71, 0.69,
  0.71, 0.78, 0.89, 0.98, 0.98, 0.91, 0.79, 0.64,
];
const HOME_SUNDAY = [
  0.54, 0.45, 0.39, 0.35, 0.34, 0.34, 0.36, 0.42, 0.55, 0.69, 0.8, 0.88, 0.92, 0.84, 0.73, 0.67,
  0.67, 0.72, 0.81, 0.92, 0.93, 0.86, 0.71, 0.55,
];
/** Shops close after lunch; only what never stops is left on Sundays. */
const SHOP_SATURDAY = [
  0.3, 0.28, 0.27, 0.27, 0.27, 0.3, 0.38, 0.54, 0.75, 0.9, 0.96, 0.98, 0.95, 0.86, 0.69, 0.55, 0.5,
  0.49, 0.49, 0.48, 0.45, 0.41, 0.36, 0.32,
];
const SHOP_SUNDAY = [
  0.29, 0.27, 0.26, 0.25, 0.25, 0.26, 0.28, 0.3, 0.33, 0.37, 0.4, 0.42, 0.42, 0.4, 0.38, 0.37, 0.37,
  0.4, 0.44, 0.46, 0.45, 0.41, 0.36, 0.32,
];
/** The second shift is not called in. */
const WORKS_SATURDAY = [
  0.56, 0.55, 0.54, 0.54, 0.56, 0.62, 0.77, 0.9, 0.97, 1, 0.99, 0.96, 0.92, 0.9, 0.86, 0.82, 0.78,
  0.75, 0.74, 0.73, 0.7, 0.66, 0.61, 0.57,
];
const WORKS_SUNDAY = [
  0.6, 0.59, 0.58, 0.58, 0.58, 0.6, 0.63, 0.66, 0.69, 0.71, 0.71, 0.71, 0.7, 0.7, 0.7, 0.69, 0.69,
  0.69, 0.71, 0.73, 0.72, 0.68, 0.64, 0.61,
];

const WEEKEND: Readonly<Record<Kind, Readonly<Record<'saturday' | 'sunday', readonly number[]>>>> =
  {
    residential: { saturday: HOME_SATURDAY, sunday: HOME_SUNDAY },
    commercial: { saturday: SHOP_SATURDAY, sunday: SHOP_SUNDAY },
    industrial: { saturday: WORKS_SATURDAY, sunday: WORKS_SUNDAY },
    neutral: { saturday: HOME_SATURDAY, sunday: HOME_SUNDAY },
  };

/** Where cooling lifts the hour in the hottest month, as a share of that hour. */
const COOLING_HOURS = [
  0.06, 0.05, 0.04, 0.03, 0.02, 0, 0, 0, 0, 0.02, 0.06, 0.1, 0.14, 0.17, 0.18, 0.17, 0.14, 0.1,
  0.05, 0.02, 0.02, 0.04, 0.06, 0.07,
];
const COOLING_MONTHS = [0, 0, 0, 0.1, 0.4, 0.75, 1, 1, 0.8, 0.35, 0.05, 0];
const COOLED: Readonly<Record<Kind, number>> = {
  residential: 1,
  commercial: 0.6,
  industrial: 0.15,
  neutral: 0.6,
};

/** What sort of day 1 … 365 is; holidays count as Sundays. */
export function dayTypeOf(day: number): DayType {
  if (isHoliday(day)) return 'sunday';
  const weekday = weekdayOf(day);
  return weekday < 5 ? 'workday' : weekday === 5 ? 'saturday' : 'sunday';
}

/**
 * The whole year of a category, 35,040 quarter-hours, without anything random: straight lines
 * between full hours and between the middles of months. Level free; above 0.
 */
export function yearShape(kind: Kind): Float64Array {
  const tables = dayTables(kind);
  const hours = new Float64Array(DAYS * HOURS + 1);
  for (let day = 1; day <= DAYS; day++) {
    const { from, to, share } = betweenMonths(day);
    const type = dayTypeOf(day);
    const [early, late] = [tables[from]![type], tables[to]![type]];
    for (let hour = 0; hour < HOURS; hour++) {
      hours[(day - 1) * HOURS + hour] = early[hour]! + share * (late[hour]! - early[hour]!);
    }
  }
  hours[DAYS * HOURS] = hours[0]!;
  const quarters = new Float64Array(DAYS * HOURS * 4);
  for (let i = 0; i < quarters.length; i++) {
    const hour = i >> 2;
    const from = hours[hour]!;
    quarters[i] = from + ((hours[hour + 1]! - from) * (i & 3)) / 4;
  }
  return quarters;
}

/** By month and type of day: 24 hourly values, with the energies that the tables above state. */
function dayTables(kind: Kind): Record<DayType, number[]>[] {
  const workday = DAY_SHAPES[kind];
  const energy = sum(workday);
  return MONTH_LEVELS[kind].map((level, month) => {
    const table = (shape: readonly number[], type: DayType): number[] => {
      const lifted = shape.map((value, hour) => {
        return value * (1 + COOLED[kind] * COOLING_MONTHS[month]! * COOLING_HOURS[hour]!);
      });
      const scale = (level * DAY_RATIOS[kind][type] * energy) / sum(lifted);
      return lifted.map((value) => value * scale);
    };
    return {
      workday: table(workday, 'workday'),
      saturday: table(WEEKEND[kind].saturday, 'saturday'),
      sunday: table(WEEKEND[kind].sunday, 'sunday'),
    };
  });
}

/** The two months whose middles `day` lies between, and how far on it is. */
function betweenMonths(day: number): { from: number; to: number; share: number } {
  const noon = day - 0.5;
  let start = 0;
  for (let month = 0; month < 12; month++) {
    const length = MONTH_DAYS[month]!;
    if (noon < start + length) {
      const past = noon - (start + length / 2);
      const other = (month + (past < 0 ? 11 : 1)) % 12;
      const gap = (length + MONTH_DAYS[other]!) / 2;
      return past < 0
        ? { from: other, to: month, share: 1 + past / gap }
        : { from: month, to: other, share: past / gap };
    }
    start += length;
  }
  return { from: 11, to: 0, share: 0 };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
