const parts: readonly (readonly [string, RegExp])[] = [
  ['neck', /\b(?:cervical|neck)\b/gi],
  ['upper back', /\b(?:thoracic|mid[- ]?back|upper\s+back)\b/gi],
  ['low back', /\b(?:lumbar|lumbosacral|low(?:er)?\s+back)\b/gi],
  ['shoulder', /\bshoulders?\b/gi],
  ['elbow', /\belbows?\b/gi],
  ['wrist', /\bwrists?\b/gi],
  ['hand', /\bhands?\b/gi],
  ['hip', /\bhips?\b/gi],
  ['knee', /\bknees?\b/gi],
  ['ankle', /\bankles?\b/gi],
  ['foot', /\b(?:foot|feet)\b/gi],
  ['arm', /\b(?:upper\s+extremit(?:y|ies)|arms?)\b/gi],
  ['leg', /\b(?:lower\s+extremit(?:y|ies)|legs?)\b/gi],
  ['head', /\b(?:head|brain)\b/gi],
];

export type BodyPart = { part: string; side: 'left' | 'right' | 'bilateral' | undefined; start: number; end: number };

const sideOf = (before: string): BodyPart['side'] => {
  const word = /\b(left|right|bilateral)\s+(?:\w+\s+){0,1}$/i.exec(before)?.[1]?.toLowerCase();
  return word === 'left' || word === 'right' || word === 'bilateral' ? word : undefined;
};

/** The parts of the body that a text names, each with the side right before it. */
export const readBodyParts = (text: string): BodyPart[] =>
  parts
    .flatMap(([part, pattern]) =>
      [...text.matchAll(pattern)].map((match) => ({
        part,
        side: sideOf(text.slice(Math.max(0, match.index - 30), match.index)),
        start: match.index,
        end: match.index + match[0].length,
      })),
    )
    .sort((a, b) => a.start - b.start);
