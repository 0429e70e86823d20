type Named = { name: string; sentence: string };

/** The levels of the spine stand for their part of it: "C5-6 stenosis". */
const levels: Readonly<Record<string, RegExp>> = {
  cervical: /\bC[1-8]\b/,
  thoracic: /\bT\d{1,2}\b/,
  lumbar: /\b(?:L[1-5]|S1)\b/,
};

const speaksOf = (sentence: string, part: string): boolean =>
  sentence.toLowerCase().includes(part) || (levels[part]?.test(sentence) ?? false);

/**
 * "The MRI of 2/20 shows a tear of the knee" is the `mri knee` of the file, where that is the only MRI that it names and
 * the sentence speaks of its part.
 */
export const fullNames = <One extends Named>(all: readonly One[]): One[] => {
  const names = [...new Set(all.map(({ name }) => name))];
  return all.map((one) => {
    const [only, ...more] = names.filter((name) => name.startsWith(`${one.name} `) || name.endsWith(` ${one.name}`));
    if (only === undefined || more.length > 0) return one;
    // "The epidural" of a file that tells of lumbar ones alone.
    if (only.endsWith(one.name)) return { ...one, name: only };
    const parts = only.slice(one.name.length + 1).split(' ');
    const isMeant = parts.some((part) => part !== 'spine' && speaksOf(one.sentence, part));
    return isMeant ? { ...one, name: only } : one;
  });
};
