import { type FormEvent, useState } from 'react';
import { formats } from '../format/index.ts';
import { Popover } from '../parts/Popover.tsx';
import { texts } from '../texts/index.ts';
import { dayOf, isDay, PRESETS, type Range, rangeParameters } from './range.ts';
import { useFilters } from './useFilters.ts';
import { browserZone, useOrganizationZone, useZone } from './zone.ts';
import './filters.css';

/** Chooses the part of time that the views are of, and the zone in which its days are cut. */
export function RangePicker() {
  const { filters, change } = useFilters();
  const zone = useZone(filters) ?? 'UTC';
  return (
    <Popover
      className="range-picker"
      name={`${texts.filters.range}: ${rangeText(filters.range, zone)}`}
      label={<span className="ellipsis">{rangeText(filters.range, zone)}</span>}
    >
      {(close) => (
        <>
          <ul className="choices">
            {PRESETS.map((preset) => (
              <li key={preset}>
                <button
                  type="button"
                  className="choice"
                  aria-pressed={filters.range.kind === 'preset' && filters.range.preset === preset}
                  onClick={() => {
                    change({ range: { kind: 'preset', preset } });
                    close();
                  }}
                >
                  {texts.filters.presets[preset]}
                </button>
              </li>
            ))}
          </ul>
          <Days
            range={filters.range}
            zone={zone}
            onChoose={(range) => {
              change({ range });
              close();
            }}
          />
          <ZoneChoice zone={filters.zone} onChoose={(chosen) => change({ zone: chosen })} />
        </>
      )}
    </Popover>
  );
}

interface DaysProps {
  range: Range;
  zone: string;
  onChoose: (range: Range) => void;
}

function Days({ range, zone, onChoose }: DaysProps) {
  const today = dayOf(Date.now(), zone);
  const [first, setFirst] = useState(range.kind === 'days' ? range.first : today);
  const [last, setLast] = useState(range.kind === 'days' ? range.last : today);
  const isWrong = isDay(first) && isDay(last) && first > last;
  const choose = (event: FormEvent) => {
    event.preventDefault();
    if (isDay(first) && isDay(last) && !isWrong) {
      onChoose({ kind: 'days', first, last });
    }
  };
  return (
    <form className="days" onSubmit={choose}>
      <fieldset>
        <legend>{texts.filters.days}</legend>
        <label>
          <span>{texts.filters.firstDay}</span>
          <input
            className="field"
            type="date"
            required
            value={first}
            onChange={(event) => setFirst(event.target.value)}
          />
        </label>
        <label>
          <span>{texts.filters.lastDay}</span>
          <input
            className="field"
            type="date"
            required
            value={last}
            onChange={(event) => setLast(event.target.value)}
          />
        </label>
      </fieldset>
      {isWrong && (
        <p className="fault" role="alert">
          {texts.filters.daysWrong}
        </p>
      )}
      <button type="submit" className="button">
        {texts.filters.apply}
      </button>
    </form>
  );
}

function ZoneChoice({ zone, onChoose }: { zone: string | null; onChoose: (zone: string | null) => void }) {
  const organizations = useOrganizationZone();
  const own = browserZone();
  const others = [...new Set([own, 'UTC', ...(zone === null ? [] : [zone])])];
  return (
    <label className="zone-choice">
      <span>{texts.filters.zone}</span>
      <select
        className="field"
        value={zone ?? ''}
        onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{texts.filters.organizationZone(organizations ?? '…')}</option>
        {others.map((other) => (
          <option key={other} value={other}>
            {other === own ? texts.filters.browserZone(other) : other}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A range in words. */
export function rangeText(range: Range, zone: string): string {
  if (range.kind === 'preset') {
    return texts.filters.presets[range.preset];
  }
  if (range.kind === 'days') {
    const noon = (day: string) => formats.date(Date.parse(`${day}T12:00:00Z`), 'UTC');
    return range.first === range.last ? noon(range.first) : `${noon(range.first)} – ${noon(range.last)}`;
  }
  const parameters = rangeParameters(range, zone, Date.now());
  return 'from' in parameters && parameters.to !== undefined
    ? `${formats.dateTime(Date.parse(parameters.from), zone)} – ${formats.dateTime(Date.parse(parameters.to), zone)}`
    : '';
}
