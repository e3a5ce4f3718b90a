import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { useApi } from '../api/ApiContext.tsx';
import { type ApiClient, address, type Parameters } from '../api/client.ts';
import { formats } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { csvParts, type Rows } from './csv.ts';
import { exportProblem } from './exportProblem.ts';
import { fileNameOf, lastPart, safe } from './fileName.ts';
import { receiveFile } from './receiveFile.ts';
import { saveFile } from './saveFile.ts';
import './exports.css';

type ExportButtonProps = {
  /** What the button shows. */
  label: string;
  /** What the file holds, for who hears the button only; the label if absent. */
  name?: string;
} & (
  | {
      /** An export of the API, as the contract has it. */
      path: string;
      parameters: Parameters;
      rows?: never;
    }
  | { rows: Rows; path?: never; parameters?: never }
);

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly bytes: number }
  | { readonly kind: 'saved'; readonly name: string; readonly bytes: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Who hears the progress should not be spoken to without end. */
const PROGRESS_MILLIS = 1_000;

/** Saves a file of what is shown: an export of the API, which may be long, or rows that the page has. */
export function ExportButton(props: ExportButtonProps) {
  const api = useApi();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const save = (file: Blob, name: string) => {
    saveFile(file, name);
    setState({ kind: 'saved', name, bytes: file.size });
  };

  const start = async () => {
    if (props.rows !== undefined) {
      save(
        new Blob(csvParts(props.rows), { type: 'text/csv;charset=utf-8' }),
        `${safe(props.rows.name)}.csv`,
      );
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: 'running', bytes: 0 });
    let told = Date.now();
    const tell = (bytes: number) => {
      if (Date.now() - told >= PROGRESS_MILLIS) {
        told = Date.now();
        setState({ kind: 'running', bytes });
      }
    };
    try {
      const { file, name } = await fetchFile(api, props.path, props.parameters, controller.signal, tell);
      if (!controller.signal.aborted) {
        save(file, name);
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        setState({ kind: 'failed', error });
      }
    } finally {
      if (running.current === controller) {
        running.current = null;
      }
    }
  };

  const press = (event: MouseEvent) => {
    // The second click of a double click must not cancel what the first one began.
    if (event.detail > 1) {
      return;
    }
    if (state.kind === 'running') {
      running.current?.abort();
      setState({ kind: 'cancelled' });
    } else {
      void start();
    }
  };

  return (
    <span className="export">
      <button type="button" className="button button-small" onClick={press}>
        {state.kind === 'running' ? (
          texts.exports.cancel
        ) : (
          <>
            <span aria-hidden="true">↓</span>
            <span className="visually-hidden">{texts.exports.download} </span>
            {props.label}
          </>
        )}
        {props.name !== undefined && <span className="visually-hidden"> {props.name}</span>}
      </button>
      <span role="status" className="export-state">
        {stateText(state)}
      </span>
      <span role="alert" className="export-state fault">
        {state.kind === 'failed' && exportProblem(state.error, formats.duration)}
      </span>
    </span>
  );
}

async function fetchFile(
  api: ApiClient,
  path: string,
  parameters: Parameters,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<{ file: Blob; name: string }> {
  const response = await api.request(address(path, parameters), signal);
  return {
    file: await receiveFile(response.body, onBytes),
    name: fileNameOf(response.headers.get('Content-Disposition'), lastPart(path)),
  };
}

function stateText(state: State): string | null {
  switch (state.kind) {
    case 'running':
      return state.bytes === 0 ? texts.exports.starting : texts.exports.soFar(formats.bytes(state.bytes));
    case 'saved':
      return texts.exports.saved(state.name, formats.bytes(state.bytes));
    case 'cancelled':
      return texts.exports.cancelled;
    default:
      return null;
  }
}
