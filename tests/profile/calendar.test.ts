import { expect } from '@open-wc/testing';
import {
  CALENDAR_YEAR,
  DAYS,
  dayOf,
  HOLIDAYS,
  isHoliday,
  MONTH_DAYS,
  monthOf,
  weekdayOf,
} from '../../web/profile/calendar.ts';

const dateOf = (day: number): Date => new Date(Date.UTC(CALENDAR_YEAR, 0, day));

/** Easter Sunday as month and day: the algorithm of Meeus, Julian or Gregorian, 2023 only. */
function easter(julian: boolean): number {
  const y = CALENDAR_YEAR;
  if (julian) {
    const d = (19 * (y % 19) + 15) % 30;
    const e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    const march = d + e + 114;
    // From the Julian calendar to the civil one: 13 days in this century.
    return dayOf(Math.floor(march / 31), (march % 31) + 1) + 13;
  }
  const c = Math.floor(y / 100);
  const h = (19 * (y % 19) + c - Math.floor(c / 4) - Math.floor((8 * c + 13) / 25) + 15) % 30;
  const i =
    h - Math.floor(h / 28) * (1 - Math.floor(29 / (h + 1)) * Math.floor((21 - (y % 19)) / 11));
  const j = (y + Math.floor(y / 4) + i + 2 - c + Math.floor(c / 4)) % 7;
  const l = i - j;
  const month = 3 + Math.floor((l + 40) / 44);
  return dayOf(month, l + 28 - 31 * Math.floor(month / 4));
}

describe('the calendar', () => {
  it('has the weekdays and months of 2023', () => {
    for (let day = 1; day <= DAYS; day++) {
      const date = dateOf(day);
      expect((weekdayOf(day) + 1) % 7, `weekday of ${day}`).to.equal(date.getUTCDay());
      expect(monthOf(day), `month of ${day}`).to.equal(date.getUTCMonth());
      expect(dayOf(date.getUTCMonth() + 1, date.getUTCDate())).to.equal(day);
    }
    expect(MONTH_DAYS.reduce((sum, days) => sum + days, 0)).to.equal(DAYS);
  });

  it('has Lebanon’s holidays of 2023 in order, each once', () => {
    const days = HOLIDAYS.map(({ day }) => day);
    expect(days).to.deep.equal([...new Set(days)].sort((a, b) => a - b));
    expect(days).to.have.length(21);
    expect(days.every(isHoliday)).to.equal(true);
    expect(isHoliday(dayOf(1, 2))).to.equal(false);
    const named = (name: string): number => HOLIDAYS.find((each) => each.name === name)!.day;
    expect(named('Easter')).to.equal(easter(false));
    expect(named('Orthodox Easter')).to.equal(easter(true));
    expect(named('Good Friday')).to.equal(easter(false) - 2);
    expect(named('Orthodox Good Friday')).to.equal(easter(true) - 2);
    // Flexible in the announcement: the days of the week it names.
    expect(weekdayOf(named('Eid al-Fitr'))).to.equal(4);
    expect(weekdayOf(named('Ashura'))).to.equal(5);
    expect(weekdayOf(named('Independence Day'))).to.equal(2);
  });
});
