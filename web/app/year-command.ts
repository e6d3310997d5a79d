/** What a person can ask of the year; its desk is loaded at the first of these. */
export type YearCommand =
  /** The year is on show: brings back what an earlier visit left of it. */
  | { readonly kind: 'year-open' }
  | { readonly kind: 'year-start' }
  | { readonly kind: 'year-cancel' }
  | { readonly kind: 'year-resume' }
  /** Keeps the year on show to compare others with; 'drop' forgets it. */
  | { readonly kind: 'year-pin' }
  | { readonly kind: 'year-drop' }
  /** Shows the feeder in the slot with this number of the scenario's step. */
  | { readonly kind: 'year-seek'; readonly slot: number }
  /** Sets the power factor of the devices to the one that loses least over the year. */
  | { readonly kind: 'year-tune' }
  /** A meter's CSV; `bus` says whose it is where the columns do not. */
  | {
      readonly kind: 'year-import';
      readonly name: string;
      readonly text: string;
      readonly bus?: number;
      /** Take the numbers as kW whatever their size. */
      readonly unit?: 'kw';
    };
