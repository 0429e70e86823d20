import { Field } from './field.tsx';
import { fieldIds, type Review } from './review-problems.ts';

type Attestation = Review['attestation'];
type Props = {
  attestation: Attestation;
  problems: ReadonlyMap<string, string>;
  onChange: (attestation: Attestation) => void;
};

const Statement = (props: {
  id: string;
  text: string;
  checked: boolean;
  problem: string | undefined;
  onChange: (checked: boolean) => void;
}) => (
  <>
    <label class="check">
      <input
        type="checkbox"
        id={props.id}
        checked={props.checked}
        aria-invalid={props.problem !== undefined}
        aria-describedby={`${props.id}-help`}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      {props.text}
    </label>
    <p id={`${props.id}-help`} class="problem">
      {props.problem}
    </p>
  </>
);

/** What the reviewer declares by signing. The name stays in the store; no letter shows it. */
export const AttestationFields = ({ attestation, problems, onChange }: Props) => (
  <fieldset class="item">
    <legend>Attestation</legend>
    <Statement
      id={fieldIds.noConflict}
      text="I have no material professional, familial or financial affiliation with anybody in this case."
      checked={attestation.noConflictOfInterest}
      problem={problems.get(fieldIds.noConflict)}
      onChange={(noConflictOfInterest) => onChange({ ...attestation, noConflictOfInterest })}
    />
    <Statement
      id={fieldIds.reviewed}
      text="I have reviewed the records of this case myself."
      checked={attestation.reviewedTheRecords}
      problem={problems.get(fieldIds.reviewed)}
      onChange={(reviewedTheRecords) => onChange({ ...attestation, reviewedTheRecords })}
    />
    <Field
      id={fieldIds.signedAs}
      label="Signature: your name"
      value={attestation.signedAs}
      help="Kept with the review; the determination shows licences and specialties only."
      problem={problems.get(fieldIds.signedAs)}
      onInput={(signedAs) => onChange({ ...attestation, signedAs })}
    />
  </fieldset>
);
