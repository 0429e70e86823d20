/** Shorter signatures (initials) would hit ordinary words. */
const minNameCharacters = 5;

/**
 * Puts "the expert reviewer" where a text names its signer.
 * Labor Code 4610.6(f): the names of the reviewers are kept confidential in all communications outside the organization.
 */
export const withholdName = (text: string, signedAs: string): string => {
  const parts = signedAs.split(',')[0]?.trim().split(/\s+/) ?? [];
  const name = parts.filter((part) => !/^(?:dr|prof|mr|ms|mrs)\.?$/i.test(part));
  if (name.length < 2 || name.join(' ').length < minNameCharacters) return text;
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:dr\.?\s+)?${name.map(literally).join(String.raw`\s+`)}(?![\p{L}\p{N}])`,
    'giu',
  );
  return text.replace(pattern, 'the expert reviewer');
};

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
