import type { DocumentFacts } from '../domain/facts.ts';

const upper = /\b(?:upper\s+(?:ext\w*|limbs?)|BUE|[RL]UE|arms?|hands?|wrists?|median|ulnar|carpal|cervical)\b/i;
const lower = /\b(?:lower\s+(?:ext\w*|limbs?)|BLE|[RL]LE|legs?|feet|foot|peroneal|sural|tibial|lumbar)\b/i;

/** Of arm or leg, where words name the one and not the other. */
export const limbIn = (words: string): 'upper' | 'lower' | undefined => {
  const isUpper = upper.test(words);
  return isUpper === lower.test(words) ? undefined : isUpper ? 'upper' : 'lower';
};

const headCharacters = 120;

/** The limb that a nerve study is of, by the heading of its report. */
export const limbOfReport = ({ title, pageTexts }: DocumentFacts): 'upper' | 'lower' | undefined =>
  limbIn(`${title} ${(pageTexts[0] ?? '').slice(0, headCharacters)}`);
