/** The curve a person draws: a handle at every second hour, level until it is moved. */
import { type GuessShow, HANDLE_HOURS, type StudyPart } from './forecast-show.ts';

const HANDLES = 24 / HANDLE_HOURS;
const KW_MAX = 1e7;

/** As many decimals as a hand can mean: a panel's kilowatt needs one more than a feeder's bus. */
const rounded = (kw: number): number => {
  const parts = Math.abs(kw) < 10 ? 100 : 10;
  return Math.round(kw * parts) / parts;
};

/** All handles at yesterday's mean; null: the guess is off. */
export function freshGuess(study: StudyPart | null): GuessShow {
  if (!study) return { on: false, revealed: false, handlesKw: [], moved: [] };
  const { history, coming } = study;
  const yesterday = history.values.subarray(-coming.values.length).filter(Number.isFinite);
  const sum = yesterday.reduce((total, kw) => total + kw, 0);
  const levelKw = yesterday.length > 0 ? rounded(sum / yesterday.length) : 0;
  return {
    ...{ on: true, revealed: false },
    handlesKw: Array.from({ length: HANDLES }, () => levelKw),
    moved: Array.from({ length: HANDLES }, () => false),
  };
}

/** What is no number, or comes after the answer was shown, changes nothing. */
export function drawn(
  guess: GuessShow,
  { index, kw }: { readonly index: number; readonly kw: number },
): GuessShow {
  if (guess.revealed || !(index in guess.handlesKw) || !Number.isFinite(kw)) return guess;
  const held = Math.min(KW_MAX, Math.max(0, rounded(kw)));
  return {
    ...guess,
    handlesKw: guess.handlesKw.map((old, at) => (at === index ? held : old)),
    moved: guess.moved.map((old, at) => old || at === index),
  };
}
