import type { AttributeKind } from '../domain/facts.ts';

export type FoundAttribute = {
  start: number;
  end: number;
  kind: AttributeKind;
  value: string;
  of: number;
  ruleId: string;
};

export type Add = (kind: AttributeKind, start: number, end: number, value: string, ruleId: string) => void;

export type Put = (kind: AttributeKind, match: Matched, value: string, ruleId: string, lead?: number) => void;

/** As much of a match as its place needs. */
export type Matched = { 0: string; index: number };

/** Letters that OCR put for digits. */
export const unfolded = (text: string) => text.replace(/[Oo](?=[\d]|$|\b|O)/g, '0').replace(/l/g, '1');

export const num = '\\d[\\dO]{0,3}(?:,\\d{3})?(?:\\.\\d{1,3})?';

export const count =
  '(?:\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty[- ]?four|twenty|thirty[- ]?six|thirty|forty)';
