import { smooth } from '../domain/smooth.ts';
import type { Credentials } from './letter.ts';

const licensureLabel = /state\W{0,3}s?\W{0,3}\s*of\s+licensure\s*[:;.]\s*/i;
const specialtyLabel = /certification\W{0,3}s?\W{0,3}\s*\/?\s*special(?:ty|ties)\W{0,3}\s*[:;.]\s*/i;
/** The layout of 2013 says it in a sentence. */
const sentence =
  /board[\s-]+certified\s+in\s+(?<specialties>[^.]{3,200}?)(?:,?\s+(?:and\s+)?has\s+a\s+subspecialty\s+(?:certificate\s+)?in\s+(?<subspecialties>[^.]{3,120}?))?,?\s+and\s+is\s+licensed\s+to\s+practice\s+in\s+(?<states>[^.]{3,120})\./i;

/** What the letter says about its reviewer, who has no name in it: states of licensure and specialties. */
export const readCredentials = (section: string): Credentials | undefined => {
  const licensure = licensureLabel.exec(section);
  const specialty = specialtyLabel.exec(section);
  if (licensure || specialty) {
    const states =
      licensure && section.slice(licensure.index + licensure[0].length, endOf(section, licensure, specialty));
    const specialties =
      specialty && section.slice(specialty.index + specialty[0].length, endOf(section, specialty, licensure));
    return { licensedIn: statesOf(states ?? ''), specialties: listed(specialties ?? '') };
  }
  const groups = sentence.exec(section)?.groups;
  if (!groups) return undefined;
  const specialties = [groups['specialties'], groups['subspecialties']].flatMap((words) => listed(words ?? ''));
  return { licensedIn: statesOf(groups['states'] ?? ''), specialties };
};

const endOf = (section: string, own: RegExpExecArray, other: RegExpExecArray | null): number =>
  other && other.index > own.index ? other.index : section.length;

const listed = (words: string, between = /\s*[,;]\s*(?:and\s+)?/): string[] =>
  smooth(words)
    .split(between)
    .map((part) => part.replace(/[.\s]+$/, '').trim())
    .filter(Boolean);

/** `Texas,New York and California`; a specialty may have an `and` of its own. */
const statesOf = (words: string): string[] => listed(words, /\s*[,;]\s*(?:and\s+)?|\s+and\s+/);
