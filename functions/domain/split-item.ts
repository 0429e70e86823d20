/** The wordings of an item of which utilization review authorized a part. */
export type SplitItem = { requested: string; authorized: string; remaining: string };

const head = /^(?<requested>[\s\S]{2,600}?)\s+(?:was|were|is|are)\s+the\s+original\s+requests?\s*[.;,:]?\s+/i;
const authorized =
  /^(?:(?<passive>[\s\S]{2,600}?)\s+(?:was|were|is|are|has\s+been|have\s+been)\s+(?:authorized|certified|approved)(?:\s+by\s+(?:the\s+)?(?:claims\s+administrator|utilization\s+review|UR))?|(?:the\s+)?claims\s+administrator\s+(?:authorized|certified|approved)\s+(?<active>[^.]{2,600}?)(?:,\s*leaving\s[^.]*)?)\s*[.;]\s*/i;
const remaining =
  /^(?:the\s+)?(?:remaining\s+)?(?:IMR[\s-]+)?(?:eligible\s+)?(?:portions?\s+of\s+the\s+)?original\s+requests?\s*[,:]\s*(?<rest>[\s\S]{2,})$|^(?:the\s+)?remaining\s+(?:IMR[\s-]+)?(?:eligible\s+)?(?:portions?|items?)\s*[,:]\s*(?<portion>[\s\S]{2,})$/i;

/**
 * Takes apart "X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible
 * portion of the original request, Z". Undefined for an item that is not split.
 */
export const splitItem = (item: string): SplitItem | undefined => {
  const first = head.exec(item);
  const second = first && authorized.exec(item.slice(first[0].length));
  const third = second && remaining.exec(item.slice(first[0].length + second[0].length).trim());
  if (!third) return undefined;
  return {
    requested: first.groups?.['requested'] ?? '',
    authorized: second.groups?.['passive'] ?? second.groups?.['active'] ?? '',
    remaining: (third.groups?.['rest'] ?? third.groups?.['portion'] ?? '').replace(/,?\s+(?:is|are)\s*$/i, ''),
  };
};
