/** What was mended in a profile file, as harmless problems: each names its place and what was done. */
import type { Problem } from '../assert.ts';
import { remark } from '../grid/problem.ts';
import { CALENDAR_YEAR, DAYS } from './calendar.ts';
import type { ProfileNotes } from './csv-reading.ts';
import { shownMinute } from './csv-time.ts';

const GAPS_NAMED = 5;
const FILE = { kind: 'file' };

/** One sentence for each kind of mending that happened; the first gaps one by one. */
export function remarksOf(notes: ProfileNotes): Problem[] {
  return [...gapRemarks(notes), ...clockRemarks(notes), ...yearRemarks(notes)];
}

function gapRemarks({ gaps, gapCount, gapMinutes }: ProfileNotes): Problem[] {
  const remedy = 'It is filled from the same hour of the same weekday in the nearest weeks.';
  const named = gaps.slice(0, GAPS_NAMED).map(({ bus, fromMinute, minutes }) => {
    const found = `nothing from ${shownMinute(fromMinute)} on for ${duration(minutes)}`;
    const allowed = 'a reading in every slot';
    return remark({ kind: 'bus', id: bus }, 'gap', { found, allowed, remedy });
  });
  if (gapCount <= GAPS_NAMED) return named;
  const found = `${gapCount} gaps in all, ${duration(gapMinutes)} together`;
  const allowed = 'a reading in every slot';
  return [...named, remark(FILE, 'gaps-filled', { found, allowed, remedy })];
}

function clockRemarks({ missingHours, doubledHours, offsetsDiffer }: ProfileNotes): Problem[] {
  const allowed = 'one clock without summer time';
  if (offsetsDiffer) {
    const remedy = 'All times are brought to the smallest offset, winter time.';
    return [remark(FILE, 'offset', { found: 'times with different offsets', allowed, remedy })];
  }
  const days = [
    ...missingHours.map((minute) => `hour missing ${shownMinute(minute).slice(0, 10)}`),
    ...doubledHours.map((minute) => `hour twice ${shownMinute(minute).slice(0, 10)}`),
  ];
  if (days.length === 0) return [];
  const remedy = 'This is read as summer time and taken out; write offsets if it was none.';
  return [remark(FILE, 'summer-time', { found: days.join(', '), allowed, remedy })];
}

function yearRemarks(notes: ProfileNotes): Problem[] {
  const { repeatedDays, shiftedDays, droppedDays, firstMinute } = notes;
  const remarks: Problem[] = [];
  const allowed = `${DAYS} days, as ${CALENDAR_YEAR} has`;
  if (repeatedDays > 0) {
    const found = `no readings for ${repeatedDays} ${repeatedDays === 1 ? 'day' : 'days'}`;
    const remedy = 'Whole weeks of the file are repeated there.';
    remarks.push(remark(FILE, 'short-year', { found, allowed, remedy }));
  }
  if (shiftedDays !== 0) {
    const found = `a first reading on ${shownMinute(firstMinute)}`;
    const by = Math.abs(shiftedDays) === 1 ? 'a day' : `${Math.abs(shiftedDays)} days`;
    const remedy = `Each day stands ${by} ${shiftedDays > 0 ? 'later' : 'earlier'} than its date.`;
    const weekdays = `weekdays as in ${CALENDAR_YEAR}`;
    remarks.push(remark(FILE, 'weekday', { found, allowed: weekdays, remedy }));
  }
  if (droppedDays > 0) {
    const found = `${droppedDays} ${droppedDays === 1 ? 'day' : 'days'} more`;
    const remedy = 'The file’s first year is used.';
    remarks.push(remark(FILE, 'long-year', { found, allowed, remedy }));
  }
  return remarks;
}

function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} minutes`;
  const hours = minutes / 60;
  if (hours < 48) return hours === 1 ? 'an hour' : `${hours} hours`;
  return `${Number((hours / 24).toPrecision(3))} days`;
}
