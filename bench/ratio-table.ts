import type { Cost } from './measure.ts';

/** One line of the table. */
export type Row = {
  name: string;
  ours: Cost;
  /** Whom we compare with; `failed` when it could not do the work at all. */
  other?: { name: string; cost: Cost | 'failed' };
  unit: string;
  better: 'higher' | 'lower';
  /** A bound for our own value, or for how many times better than the other we are. */
  goal?: { value: number } | { ratio: number };
};

/** How many times better ours is: above 1 is in our favour, whichever way the unit points. */
export const ratioOf = ({ ours, other, better }: Row): number | undefined => {
  if (!other || other.cost === 'failed') return undefined;
  return better === 'higher' ? ours.value / other.cost.value : other.cost.value / ours.value;
};

/** Undefined when the row has no goal. Against someone who failed, any ratio is met. */
export const isMet = (row: Row): boolean | undefined => {
  const { goal, ours, better, other } = row;
  if (!goal) return undefined;
  if ('value' in goal) return better === 'higher' ? ours.value >= goal.value : ours.value <= goal.value;
  return other?.cost === 'failed' || (ratioOf(row) ?? 0) >= goal.ratio;
};

const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
const cpu = (cost: Cost | 'failed' | undefined): string =>
  cost === undefined || cost === 'failed' || cost.cpuMicros === undefined ? '' : `${figure(cost.cpuMicros)} us`;

const goalText = ({ goal, better }: Row): string => {
  if (!goal) return '';
  const sign = better === 'higher' ? '>=' : '<=';
  return 'value' in goal ? `${sign} ${figure(goal.value)}` : `ratio >= ${figure(goal.ratio)}`;
};

const cells = (row: Row): string[] => {
  const ratio = ratioOf(row);
  const met = isMet(row);
  return [
    row.name,
    figure(row.ours.value),
    row.other ? (row.other.cost === 'failed' ? 'failed' : figure(row.other.cost.value)) : '',
    ratio === undefined ? '' : `${figure(ratio)}x`,
    row.unit,
    row.other?.name ?? '',
    cpu(row.ours),
    cpu(row.other?.cost),
    goalText(row),
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
};

const head = ['what', 'ours', 'other', 'ratio', 'unit', 'compared with', 'cpu ours', 'cpu other', 'goal', 'met'];

/** The rows as text in columns; figures stand to the right. A ratio above 1 is in our favour. */
export const ratioTable = (rows: readonly Row[]): string => {
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const isFigure = (column: number): boolean => [1, 2, 3, 6, 7].includes(column);
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isFigure(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
