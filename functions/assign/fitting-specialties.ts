import { z } from 'zod';
import type { Chronology } from '../domain/chronology.ts';
import { TreatmentCategory } from '../domain/facts.ts';
import table from './specialties-for.json' with { type: 'json' };

const Table = z.object({
  categories: z.record(TreatmentCategory, z.array(z.string())),
  conditions: z.array(z.object({ words: z.string(), specialties: z.array(z.string()) })),
  aliases: z.record(z.string(), z.string()),
});
const { categories, conditions, aliases } = Table.parse(table);
const patterns = conditions.map(({ words, specialties }) => ({ pattern: new RegExp(words, 'i'), specialties }));
const canonical = new Map(Object.entries(aliases).map(([alias, name]) => [alias.toLowerCase(), name]));

/** The name of a specialty as the program's list has it. */
export const specialtyName = (name: string): string => canonical.get(name.trim().toLowerCase()) ?? name.trim();

/**
 * Specialties that treat what is in dispute, with what each would be chosen for. An item's own words decide where they
 * name a field of medicine (hearing, psychiatry, hernia); otherwise its category does. Diagnoses only add: a heart
 * condition in the history does not make a cardiologist of a dispute about physical therapy.
 */
export const fittingSpecialties = (chronology: Chronology): Map<string, Set<string>> => {
  const fitting = new Map<string, Set<string>>();
  const add = (specialties: readonly string[], what: string): void => {
    for (const specialty of specialties) fitting.set(specialty, (fitting.get(specialty) ?? new Set()).add(what));
  };
  for (const item of chronology.disputedItems) {
    const named = patterns.filter(({ pattern }) => pattern.test(`${item.item} ${item.treatmentName}`));
    for (const { specialties } of named) add(specialties, item.treatmentName || item.item);
    if (item.category) add(categories[item.category], item.treatmentName || item.item);
    else if (named.length === 0) add(categories.consult, item.treatmentName || item.item);
  }
  if (chronology.disputedItems.length === 0) add(categories.consult, 'the disputed treatment');
  return fitting;
};

/** Specialties that treat the conditions of the case: they break ties, they do not qualify by themselves. */
export const conditionSpecialties = (chronology: Chronology): Set<string> =>
  new Set(
    chronology.diagnoses.flatMap(({ name }) =>
      patterns.filter(({ pattern }) => pattern.test(name)).flatMap(({ specialties }) => specialties),
    ),
  );
