import type { Review } from './review-problems.ts';
import { fieldIds } from './review-problems.ts';
import { Field } from './field.tsx';

type Item = Review['items'][number];
type Props = {
  item: Item;
  index: number;
  problems: ReadonlyMap<string, string>;
  onChange: (item: Item) => void;
};

const words = {
  Upheld: 'Upheld: the denial stands, not medically necessary',
  Overturned: 'Overturned: medically necessary',
};

/** One disputed item: decision, guidelines, reasons. */
export const ItemFields = ({ item, index, problems, onChange }: Props) => {
  const decisionId = fieldIds.item(index, 'decision');
  const text = (
    field: 'claimsAdministratorGuideline' | 'reviewerGuideline' | 'rationale',
    label: string,
    rows: number,
  ) => (
    <Field
      id={fieldIds.item(index, field)}
      label={label}
      rows={rows}
      value={item[field]}
      problem={problems.get(fieldIds.item(index, field))}
      onInput={(value) => onChange({ ...item, [field]: value })}
    />
  );
  return (
    <fieldset class="item">
      <legend>{item.item}</legend>
      <div role="radiogroup" aria-label={`Decision on ${item.item}`} aria-describedby={`${decisionId}-help`}>
        {(['Upheld', 'Overturned'] as const).map((decision) => (
          <label key={decision} class="check">
            <input
              type="radio"
              id={decision === 'Upheld' ? decisionId : `${decisionId}-overturned`}
              name={decisionId}
              checked={item.decision === decision}
              onChange={() => onChange({ ...item, decision })}
            />
            {words[decision]}
          </label>
        ))}
      </div>
      <p id={`${decisionId}-help`} class="problem">
        {problems.get(decisionId)}
      </p>
      {text('claimsAdministratorGuideline', 'Claims administrator guideline', 2)}
      {text('reviewerGuideline', 'Your guideline', 3)}
      {text('rationale', 'Decision rationale', 9)}
    </fieldset>
  );
};
