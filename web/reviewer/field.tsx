type Props = {
  id: string;
  label: string;
  value: string;
  rows?: number;
  help?: string;
  problem: string | undefined;
  onInput: (value: string) => void;
};

/** A labelled text field with its error line beside it. One row is an input, more are a text area. */
export const Field = ({ id, label, value, rows = 1, help, problem, onInput }: Props) => {
  const common = {
    id,
    value,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-help`,
    onInput: (event: { currentTarget: { value: string } }) => onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {rows === 1 ? <input autocomplete="off" {...common} /> : <textarea rows={rows} {...common} />}
      <p id={`${id}-help`} class={problem ? 'problem' : 'quiet'}>
        {problem ?? help}
      </p>
    </div>
  );
};
