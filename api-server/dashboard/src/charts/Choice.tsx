import { useId } from 'react';
import './charts.css';

interface ChoiceProps<Value extends string> {
  label: string;
  values: readonly Value[];
  texts: Readonly<Record<Value, string>>;
  chosen: Value;
  onChoose: (value: Value) => void;
  isLabelShown?: boolean;
}

/** One of a few values, all of them in sight. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, values, texts, chosen, onChoose, isLabelShown = false } = props;
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className={isLabelShown ? 'note' : 'visually-hidden'}>{label}</legend>
      {values.map((value) => (
        <label key={value} className="segment">
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          <span className="segment-text">{texts[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}
