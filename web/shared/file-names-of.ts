import type { RecordEntry } from '../../functions/domain/chronology.ts';
import type { FileNames } from './place.tsx';

export const fileNamesOf = (records: readonly Pick<RecordEntry, 'documentId' | 'fileName'>[]): FileNames =>
  new Map(records.map(({ documentId, fileName }) => [documentId, fileName]));
