/** The numeric settings of the year and of forecasts, for the table in `bounds.ts`. */
import type { Bounds, ForecastKey, YearKey } from './bounds.ts';

export const YEAR_BOUNDS: Readonly<Record<`year.${YearKey}` | `forecast.${ForecastKey}`, Bounds>> =
  {
    'year.tiltDeg': {
      link: 'yt',
      min: 0,
      max: 90,
      step: 1,
      unit: '°',
      label: 'Tilt of the panels',
    },
    'year.azimuthDeg': {
      link: 'yz',
      min: 0,
      max: 360,
      step: 5,
      unit: '°',
      label: 'Panels face (0 north, 180 south)',
    },
    'year.albedo': { ...share('yal', 'Light back from the ground'), step: 0.05 },
    'year.cloudiness': { ...share('ycl', 'Sky under cloud'), step: 0.05 },
    'year.annualMwh': {
      link: 'ymwh',
      min: 0,
      max: 1e8,
      step: 100,
      unit: 'MWh',
      label: 'Loads of the year (0 = by their peaks)',
    },
    'year.loadNoise': {
      link: 'yn',
      min: 0,
      max: 2,
      step: 0.1,
      unit: '×',
      label: 'Wandering of the loads',
    },
    'year.socMinShare': { ...share('ylo', 'Packs keep in reserve'), step: 0.05 },
    'year.socMaxShare': { ...share('yhi', 'Packs fill up to'), step: 0.05 },
    'year.chargeEfficiency': { ...share('yef', 'Charging efficiency'), min: 0.5, step: 0.01 },
    'year.shaveShare': { ...share('ysh', 'Shave peaks above'), step: 0.05 },
    'year.nightShare': { ...share('ynp', 'Night price, share of day'), max: 2, step: 0.05 },
    'year.nightFromHour': hourOfDay('ynf', 'Night begins'),
    'year.nightToHour': hourOfDay('ynt', 'Night ends'),
    'year.exportPrice': price('ye', 'Paid for energy sent back'),
    'year.transactionFee': {
      link: 'yf',
      min: 0,
      max: 100,
      step: 0.0001,
      unit: '$',
      label: 'Fee a transaction',
    },
    'year.transactionsPerYear': {
      link: 'ytx',
      min: 0,
      max: 1e12,
      step: 1000,
      whole: true,
      unit: '',
      label: 'Transactions a year',
    },
    'forecast.what': { ...share('fw', 'What is foretold: load 0, sun 1'), step: 1, whole: true },
    'forecast.bus': {
      link: 'fb',
      min: 0,
      max: 0x7fffffff,
      step: 1,
      whole: true,
      unit: '',
      label: 'Bus that is foretold',
    },
    'forecast.historyDays': {
      link: 'fd',
      min: 7,
      max: 364,
      step: 7,
      whole: true,
      unit: 'days',
      label: 'History',
    },
    'forecast.band': { ...share('fi', 'Share inside the band'), min: 0.5, max: 0.99 },
    'forecast.bendPrior': {
      link: 'fp',
      min: 0.001,
      max: 10,
      step: 0.01,
      unit: '',
      label: 'How freely the trend bends',
    },
    'forecast.holidays': { ...share('fh', 'Holidays count'), step: 1, whole: true },
    'forecast.growth': { ...share('fg', 'The trend may rise'), step: 1, whole: true },
  };

/** Of a price in $/kWh. */
export function price(link: string, label: string): Bounds {
  return { link, min: 0, max: 100, step: 0.01, unit: '$/kWh', label };
}

function share(link: string, label: string): Bounds {
  return { link, min: 0, max: 1, step: 0.01, unit: '', label };
}

function hourOfDay(link: string, label: string): Bounds {
  return { link, min: 0, max: 23, step: 1, whole: true, unit: 'h', label };
}
