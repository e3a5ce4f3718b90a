import { useMemo, useState } from 'react';
import { ExportButton } from '../exports/ExportButton.tsx';
import { useFilters } from '../filters/useFilters.ts';
import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { Choice } from './Choice.tsx';
import { sumOf, type TimeChart, type UsageChoice, type UsageId, usage } from './series.ts';
import { useNearViewport } from './useNearViewport.ts';
import { useRangeAnswer } from './useRangeAnswer.ts';

const CHOICES = ['cost', 'messages', 'customers'] as const satisfies readonly UsageChoice[];
const ALL_BOTS: readonly string[] = [];

/** What the organization used in each hour, and what that cost. */
export function Usage() {
  const [place, isNear] = useNearViewport<HTMLDivElement>();
  const { filters } = useFilters();
  const [choice, setChoice] = useState<UsageChoice>('cost');
  const { query, problem, parameters } = useRangeAnswer('/api/analytics/usage', {}, isNear);
  const chart = useMemo(
    () => (query.data === undefined ? null : usage(query.data, choice)),
    [query.data, choice],
  );
  const { title, columns, ofAllBots } = texts.charts.usage;
  const sum = sumText(chart, choice);
  return (
    <ChartPanel
      place={place}
      title={title}
      note={filters.bots.length === 0 ? sum : `${sum} ${ofAllBots}`}
      shape="bars"
      columns={columns}
      query={query}
      problem={problem}
      chart={chart}
      botsOfLinks={ALL_BOTS}
      csv={
        parameters !== null && (
          <ExportButton
            path="/api/export/usage.csv"
            parameters={parameters}
            label={texts.charts.csv}
            name={title}
          />
        )
      }
      choice={
        <Choice
          label={texts.charts.usage.choice}
          values={CHOICES}
          texts={texts.charts.usage.choices}
          chosen={choice}
          onChoose={setChoice}
        />
      }
    />
  );
}

function sumText(chart: TimeChart<UsageId> | null, choice: UsageChoice): string {
  const sum = chart === null ? null : sumOf(chart.series.map(({ values }) => sumOf(values)));
  switch (choice) {
    case 'cost':
      return texts.charts.usage.cost(formats.money(sum));
    case 'messages':
      return texts.charts.usage.messages(formats.count(sum));
    case 'customers':
      // Who writes in two hours would be counted twice.
      return texts.charts.usage.customers;
  }
}
