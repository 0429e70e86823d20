import { DateRole } from '../domain/facts.ts';
import learned from './role-weights.json' with { type: 'json' };
import { signKinds } from './role-signs.ts';
import { signTable, type SignTable } from './sign-table.ts';

export type RoleTable = SignTable<DateRole>;
export const roleTable = (source: unknown): RoleTable => signTable(source, DateRole, signKinds);
export const learnedTable = roleTable(learned);
