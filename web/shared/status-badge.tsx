import type { CaseStatus } from '../../functions/domain/api.ts';
import { statusWords } from './words.ts';

export const StatusBadge = ({ status }: { status: CaseStatus }) => (
  <span class={`badge ${status}`}>{statusWords[status]}</span>
);
