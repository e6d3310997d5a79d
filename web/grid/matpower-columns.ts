/** Columns of the tables of a MATPOWER case file, version 2 (its manual, appendix B). */

export interface TableFormat {
  /** 'bus', as in mpc.bus */
  readonly name: 'bus' | 'gen' | 'branch';
  /** What one row is called here. */
  readonly kind: 'bus' | 'generator' | 'branch';
  /** In order; a solved case has more behind them, which are not read. */
  readonly columns: readonly string[];
  /** Widths in use; from the last one on, any. */
  readonly widths: readonly number[];
}

export const BUS: TableFormat = {
  name: 'bus',
  kind: 'bus',
  columns: 'bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin'.split(' '),
  widths: [13, 17],
};

export const GEN: TableFormat = {
  name: 'gen',
  kind: 'generator',
  columns: (
    'bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin ' +
    'Pc1 Pc2 Qc1min Qc1max Qc2min Qc2max ramp_agc ramp_10 ramp_30 ramp_q apf'
  ).split(' '),
  // Ten in version 1, and in hand-written files still.
  widths: [10, 21, 25],
};

export const BRANCH: TableFormat = {
  name: 'branch',
  kind: 'branch',
  columns: 'fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax'.split(' '),
  widths: [13, 17, 19, 21],
};

export const FORMATS: readonly TableFormat[] = [BUS, GEN, BRANCH];

/** Whether a table may have `width` columns. */
export function allowedWidth({ widths }: TableFormat, width: number): boolean {
  return widths.includes(width) || width > widths.at(-1)!;
}

/** The columns that `width` is short of, or that the comment above the table does not name. */
export function missingColumns(format: TableFormat, width: number, comment: string): string[] {
  const named = comment.replace(/%/g, ' ').trim().split(/\s+/);
  const required = format.columns.slice(0, format.widths.find((w) => w > width) ?? width);
  const unnamed = required.filter((column) => !named.includes(column));
  // The comment helps only if it is such a list at all, and lacks what the rows lack.
  if (unnamed.length > 0 && unnamed.length === required.length - width) return unnamed;
  return required.slice(width);
}
