/** What a person can ask of the forecast; its desk is loaded at the first of these. */
export type ForecastCommand =
  /** The view is on show: the simple methods answer, and Prophet is asked for the first time. */
  | { readonly kind: 'forecast-open' }
  | { readonly kind: 'forecast-fit' }
  | { readonly kind: 'forecast-fit-cancel' }
  /** Prophet on the last days of the history, each from what was known before it. */
  | { readonly kind: 'forecast-compare' }
  | { readonly kind: 'forecast-compare-cancel' }
  /** The thesis's rounds on this history. */
  | { readonly kind: 'forecast-procedure' }
  | { readonly kind: 'forecast-procedure-cancel' }
  /** Puts the procedure's worst case on the feeder, at its bus or at every bus of its kind. */
  | { readonly kind: 'forecast-apply'; readonly scope: ApplyScope }
  /** Hides the day that comes until a guess is drawn and shown; off shows it again. */
  | { readonly kind: 'forecast-guess'; readonly on: boolean }
  /** kW at the `index`-th handle of the guess. */
  | { readonly kind: 'forecast-draw'; readonly index: number; readonly kw: number }
  | { readonly kind: 'forecast-reveal' };

export type ApplyScope = 'bus' | 'kind';
