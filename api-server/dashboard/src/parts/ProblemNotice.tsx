import { ApiProblem, isTemporary, Unreachable } from '../api/problem.ts';
import { texts } from '../texts/index.ts';
import { Notice } from './Notice.tsx';

interface ProblemTexts {
  title: string;
  detail: string;
}

/** What an error means to the reader, and a way to try again. */
export function ProblemNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, detail } = textsOf(error);
  const requestId = error instanceof ApiProblem && error.status >= 500 ? error.requestId : null;
  return (
    <Notice
      // What passes by itself need not be shouted.
      kind={isTemporary(error) ? 'warning' : 'error'}
      title={title}
      detail={
        <>
          {detail}
          {requestId !== null && <span className="request-id">{texts.states.requestId(requestId)}</span>}
        </>
      }
      action={
        retry !== undefined && (
          <button type="button" className="button" onClick={retry}>
            {texts.states.retry}
          </button>
        )
      }
    />
  );
}

function textsOf(error: unknown): ProblemTexts {
  const { states } = texts;
  if (error instanceof Unreachable) {
    return states.unreachable;
  }
  if (!(error instanceof ApiProblem)) {
    return states.failed;
  }
  switch (error.status) {
    case 400:
      return {
        title: states.wrong.title,
        detail: states.wrong.detail(
          error.parameter === null ? error.detail : `${error.parameter} ${error.detail}`,
        ),
      };
    case 403:
      return states.forbidden;
    case 404:
      return states.notFound;
    case 429:
      return states.busy;
    case 503:
      return error.title === 'Took too long' ? states.tooLong : states.busy;
    default:
      return states.failed;
  }
}
