import type { ScenarioResult } from './conformance.ts';

const begin = '<!-- states conformance: begin (written by `npm run conformance -- DIR --write`) -->';
const end = '<!-- states conformance: end -->';

const levels = ['final', 'order', 'details', 'previousIds'] as const;

/** A scenario passes a level when it passes that one and all before it. */
const passes = ({ outcome }: ScenarioResult, level: (typeof levels)[number]): boolean =>
  levels.slice(0, levels.indexOf(level) + 1).every((name) => outcome[name].length === 0);

const row = (title: string, results: readonly ScenarioResult[]): string =>
  `| ${title} | ${results.length} | ${levels.map((level) => results.filter((result) => passes(result, level)).length).join(' | ')} |`;

/** The counts as a Markdown table, and a function that puts them between the markers of `local/SUPPORTED.md`. */
export const supportedSection = (
  results: readonly ScenarioResult[],
): { counts: string; into: (text: string) => string } => {
  const failed = results.filter((result) => !passes(result, 'details'));
  const counts = [
    '| scenarios | run | final result | and event order | and event details | and previousEventId |',
    '| --- | --- | --- | --- | --- | --- |',
    row(
      'core, executions',
      results.filter((result) => result.tier === 'core' && result.kind === 'execution'),
    ),
    row(
      'core, API calls',
      results.filter((result) => result.tier === 'core' && result.kind === 'api'),
    ),
    row(
      'extended',
      results.filter((result) => result.tier !== 'core'),
    ),
    row('all', results),
    '',
    failed.length === 0
      ? 'Scenarios that fail at final, order or details: none.'
      : 'Scenarios that fail at final, order or details:',
    ...failed.map((result) => `- ${result.name}`),
  ].join('\n');
  return {
    counts,
    into(text) {
      const from = text.indexOf(begin);
      const to = text.indexOf(end);
      const body = `${begin}\n<!-- prettier-ignore-start -->\n\n${counts}\n\n<!-- prettier-ignore-end -->\n${end}`;
      return from < 0 || to < 0
        ? `${text.trimEnd()}\n\n${body}\n`
        : `${text.slice(0, from)}${body}${text.slice(to + end.length)}`;
    },
  };
};
