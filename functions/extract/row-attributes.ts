import { unfolded, type Add } from './attribute-words.ts';
import { formName, unitName } from './doses.ts';
import type { TableCell } from './table-cells.ts';
import type { FoundTreatment } from './treatments.ts';

/** The cells of each row, by where the row begins. */
export const rowsOf = (cells: readonly TableCell[]): Map<number, TableCell[]> => {
  const rows = new Map<number, TableCell[]>();
  for (const cell of cells) {
    const row = rows.get(cell.line);
    if (row) row.push(cell);
    else rows.set(cell.line, [cell]);
  }
  return rows;
};

const strength = /^(\d{1,4}(?:\.\d{1,3})?)(?: ?[-/] ?(\d{1,4}(?:\.\d{1,3})?))? ?(mg|mcg|g|ml|%)?(?:\/(?:hr|h|ml))?$/i;
const form = /^(?:tab(?:let)?s?|cap(?:sule)?s?|patch(?:es)?|cream|gel|ointment|solution|spray|lotion)$/i;
const amount =
  /^(?:#|x)? ?(\d{1,4})(?:\.0+)?(?: (?:visits?|sessions?|units?|pairs?|tabs?|tablets?|caps?|capsules?|treatments?))?$/i;

/** Quantity, strength and form of a drug from the columns of its row. */
export const readRow = (text: string, row: readonly TableCell[], { category, end }: FoundTreatment, add: Add): void => {
  for (const cell of row) {
    if (cell.start < end) continue;
    const words = unfolded(text.slice(cell.start, cell.end).trim());
    const put = (kind: Parameters<Add>[0], value: string) => add(kind, cell.start, cell.end, value, `attribute.column`);
    if (cell.column === 'quantity' || cell.column === 'quantity_approved') {
      const counted = amount.exec(words);
      if (counted && Number(counted[1]) > 0) put(cell.column, String(Number(counted[1])));
    }
    if (category !== 'medication') continue;
    const days = cell.column === 'duration' ? /^\d{1,3}$/.exec(words)?.[0] : undefined;
    if (days !== undefined && Number(days) > 0)
      put('duration', `${Number(days)} ${Number(days) === 1 ? 'day' : 'days'}`);
    if (cell.column === 'form' && form.test(words)) put('form', formName(words));
    const dose = cell.column === 'dose' ? strength.exec(words) : null;
    if (dose) {
      const unit = unitName(dose[3] ?? 'mg');
      const numbers = dose[2] ? `${dose[1]}-${dose[2]}` : (dose[1] ?? '');
      put('dose', unit === '%' ? `${numbers}%` : `${numbers} ${unit}`);
    }
  }
};
